"""What another image is taken for."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.drift.images import image_rule

CHANGES = (
    ("major", "postgres:13", "postgres:16"),
    ("major", "postgres:16-bookworm", "postgres:17-bookworm"),
    ("major", "apache/airflow:2.9.1-python3.11", "apache/airflow:3.0.0-python3.12"),
    ("major", "gcr.io/cadvisor/cadvisor:v0.47.0", "gcr.io/cadvisor/cadvisor:v1.0.0"),
    ("major", "confluentinc/cp-kafka:7.6.1", "confluentinc/cp-kafka:6.2.0"),
    ("major", "mcr.microsoft.com/mssql/server:2019-latest",
     "mcr.microsoft.com/mssql/server:2022-latest"),
    ("major", "postgres:13", "docker.io/library/postgres:16"),
    ("major", "registry.local:5000/mirror/postgres:13", "postgres:16"),
    ("major", "redis:7@sha256:aaaaaaaaaaaa", "redis:8@sha256:bbbbbbbbbbbb"),
    ("updated", "postgres:16.1", "postgres:16.4"),
    ("updated", "grafana/grafana:v10.1.0", "grafana/grafana:10.2.0"),
    ("updated", "bitnami/kafka:3.7.0-debian-12-r1", "bitnami/kafka:3.7.1-debian-12-r4"),
    ("updated", "minio/minio:RELEASE.2023-01-02T09-40-09Z",
     "minio/minio:RELEASE.2024-01-16T16-07-38Z"),
    ("updated", "ghcr.io/x/app:2023.12", "ghcr.io/x/app:2024.1"),
    ("updated", "x/app:20231201", "x/app:20240115"),
    ("updated", "redis:7@sha256:aaaaaaaaaaaa", "redis:7@sha256:bbbbbbbbbbbb"),
    ("downgraded", "postgres:16.4", "postgres:16.1"),
    ("downgraded", "x/app:2024.1", "x/app:2023.12"),
    ("changed", "postgres:16", "mysql:16"),
    ("changed", "postgres:16-bookworm", "postgres:16-alpine"),
    ("changed", "apache/airflow:2.9.1-python3.11", "apache/airflow:2.9.1-python3.12"),
    ("changed", "bitnami/postgresql:16", "postgres:16"),
    ("changed", "x/app:a1b2c3d", "x/app:0f1e2d3"),
    ("changed", "x/app:latest", "x/app:stable"),
    ("changed", "x/app:latest", "y/app:latest"),
    ("changed", None, "postgres:16"),
    ("changed", "postgres:16", None),
    ("unpinned", "postgres:16", "postgres"),
    ("unpinned", "postgres:16", "postgres:latest"),
    ("unpinned", "postgres:16-alpine", "postgres:alpine"),
    ("unpinned", "postgres:16", "postgres:{env:TAG}"),
    ("unpinned", "apache/airflow:3.1.8", "apache/airflow:3.1"),
    ("pinned", "postgres:latest", "postgres:16"),
    ("pinned", "apache/airflow:3", "apache/airflow:3.1.8"),
    ("pinned", "x/app:{env:TAG}", "x/app@sha256:aaaaaaaaaaaa"),
    ("pinned", "{env:REGISTRY}/app:{env:TAG}", "{env:REGISTRY}/app:1.2"),
    ("updated", "{env:REGISTRY}/app:1.2", "{env:REGISTRY}/app:1.3"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "before", "after"), CHANGES)
def test_an_image_is_judged_by_name_and_version(what, before, after):
    expected = "image-major-changed" if what == "major" else f"image-{what}"
    assert image_rule(before, after) == expected


def test_no_image_is_no_change():
    assert image_rule(None, None) == ""
