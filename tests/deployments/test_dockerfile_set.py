"""Dockerfiles as deployments: which files are ones, what they are called, who builds them."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments import hints
from pytest_etl_diagram.deployments.builds import builders
from pytest_etl_diagram.deployments.dockerfile_set import name_of
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.sources.hints import matches_hint


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("Dockerfile", True),
        ("services/etl/Dockerfile", True),
        ("Dockerfile.worker", True),
        ("deploy/airflow.Dockerfile", True),
        ("Dockerfile_dagster", True),
        ("Containerfile", True),
        ("deploy/Dockerfile.dockerignore", False),
        ("Dockerfile.j2", False),
        ("dockerfile.py", False),
        ("docs/Dockerfile.md", False),
        ("mydockerfile", False),
    ],
)
def test_a_dockerfile_is_known_by_its_name(source, is_one):
    assert (
        any(matches_hint(hint, source, b"FROM python:3.12\n") for hint in hints.DOCKERFILE)
        is is_one
    )


def test_a_file_without_an_image_is_none():
    assert not any(matches_hint(hint, "Dockerfile", b"hello\n") for hint in hints.DOCKERFILE)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Dockerfile", "Dockerfile"),
        ("services/etl/Dockerfile", "etl"),
        ("services/etl/docker/Dockerfile", "etl"),
        ("deploy/Dockerfile", "Dockerfile"),
        ("deploy/Airflow.Dockerfile", "Airflow"),
        ("Dockerfile.worker", "worker"),
        ("Dockerfile_user_code", "user_code"),
    ],
)
def test_an_image_is_called_by_its_file_or_else_its_folder(source, name):
    assert name_of(source) == name


@pytest.mark.parametrize(
    ("build", "built"),
    [
        ("..", "Dockerfile"),
        ("{context: ..}", "Dockerfile"),
        ("../services/etl", "services/etl/Dockerfile"),
        ("{context: .., dockerfile: services/etl.Dockerfile}", "services/etl.Dockerfile"),
        ("{context: '${ROOT:-..}'}", "Dockerfile"),
        ("{dockerfile: ../x/Dockerfile}", "x/Dockerfile"),
    ],
)
def test_compose_builds_a_dockerfile_relative_to_its_context(tmp_path, build, built):
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/compose.yaml").write_text(f"services: {{x: {{build: {build}}}}}\n")
    files = Files(tmp_path)
    assert builders(files, built) == ("deploy/compose.yaml",)
    assert builders(files, "another/Dockerfile") == ()


@pytest.mark.parametrize(
    "content",
    [
        "services: {x: {build: {context: ., dockerfile_inline: FROM x}}}",
        "services: {x: {image: build}}",
        "jobs: {x: {build: .}}",
        "services: [{build: .}",
    ],
)
def test_other_files_build_nothing(tmp_path, content):
    (tmp_path / "x.yaml").write_text(content)
    assert builders(Files(tmp_path), "Dockerfile") == ()
