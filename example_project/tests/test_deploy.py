"""The deployment files are valid, pinned, complete, and without secrets."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

from streaming.settings import StreamSettings

DEPLOY = Path(__file__).parents[1] / "deploy"
FILES = sorted([*DEPLOY.rglob("*.yml"), *DEPLOY.rglob("*.yaml")])
ONE_SHOT = {"airflow-init", "kafka-topics"}


def documents(name):
    return list(yaml.safe_load_all((DEPLOY / name).read_text(encoding="utf-8")))


def manifests():
    listed = documents("kubernetes/kustomization.yaml")[0]["resources"]
    return [document for name in listed for document in documents(f"kubernetes/{name}")]


def manifest(kind, name):
    (found,) = [
        document
        for document in manifests()
        if (document["kind"], document["metadata"]["name"]) == (kind, name)
    ]
    return found


def containers():
    deployment = manifest("Deployment", "streaming-etl")["spec"]["template"]["spec"]
    job = manifest("CronJob", "inventory-sync")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    return [*deployment["containers"], *job["containers"]]


@pytest.fixture(scope="module")
def compose():
    return documents("docker-compose.yml")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DEPLOY).as_posix())
def test_every_document_of_every_file_is_a_mapping(path):
    found = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    assert found
    assert all(isinstance(document, dict) for document in found)


def test_manifests_are_of_the_kinds_that_run_the_example():
    assert sorted((one["kind"], one["metadata"]["name"]) for one in manifests()) == [
        ("ConfigMap", "inventory-sync"),
        ("ConfigMap", "streaming-etl"),
        ("CronJob", "inventory-sync"),
        ("Deployment", "streaming-etl"),
        ("HorizontalPodAutoscaler", "streaming-etl"),
        ("Namespace", "etl"),
        ("PersistentVolumeClaim", "inventory-sync"),
        ("Service", "streaming-etl"),
        ("ServiceAccount", "inventory-sync"),
    ]
    on_disk = {path.name for path in (DEPLOY / "kubernetes").iterdir()}
    listed = documents("kubernetes/kustomization.yaml")[0]["resources"]
    assert on_disk == {*listed, "kustomization.yaml"}


def test_manifests_find_each_other():
    pod = manifest("Deployment", "streaming-etl")["spec"]["template"]
    assert manifest("Service", "streaming-etl")["spec"]["selector"].items() <= (
        pod["metadata"]["labels"].items()
    )
    scaled = manifest("HorizontalPodAutoscaler", "streaming-etl")["spec"]["scaleTargetRef"]
    assert (scaled["kind"], scaled["name"]) == ("Deployment", "streaming-etl")
    configured = [
        source["configMapRef"]["name"] for one in containers() for source in one["envFrom"]
    ]
    assert configured == ["streaming-etl", "inventory-sync"]
    job = manifest("CronJob", "inventory-sync")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    claims = [
        volume["persistentVolumeClaim"]["claimName"]
        for volume in job["volumes"]
        if "persistentVolumeClaim" in volume
    ]
    assert claims == ["inventory-sync"]
    assert {mount["name"] for mount in job["containers"][0]["volumeMounts"]} == {
        volume["name"] for volume in job["volumes"]
    }


def test_containers_have_limits_and_the_service_its_probes():
    assert all(one["resources"].keys() == {"requests", "limits"} for one in containers())
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= containers()[0].keys()


@pytest.mark.parametrize("name", ["configmap", "compose"])
def test_streaming_job_understands_its_settings(name, compose):
    given = {
        "configmap": manifest("ConfigMap", "streaming-etl")["data"],
        "compose": compose["services"]["streaming-etl"]["environment"],
    }[name]
    settings = StreamSettings.from_environment(given)
    default = StreamSettings()
    assert settings.bootstrap_servers.endswith(":9092")
    assert settings.source_topic == default.source_topic
    assert settings.dead_letter_topic == default.dead_letter_topic
    assert settings.batch_size == default.batch_size


def test_programs_that_are_started_exist(compose):
    stream, job = containers()
    assert stream["command"] == ["python", "-m", "streaming.streaming_etl"]
    assert "python run.py inventory_sync --source s3 --target redshift --date" in job["args"][0]
    assert importlib.util.find_spec("streaming.streaming_etl")
    assert (DEPLOY.parent / "pipelines" / "inventory_sync.py").exists()
    build = compose["services"]["streaming-etl"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).exists()


def test_services_depend_on_services_with_a_health_to_wait_for(compose):
    services = compose["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            condition = how["condition"]
            assert other in services, name
            assert condition != "service_healthy" or "healthcheck" in services[other], name
            assert (condition == "service_completed_successfully") == (other in ONE_SHOT), name


def test_lasting_services_have_limits_and_are_restarted(compose):
    for name, service in compose["services"].items():
        if name in ONE_SHOT:
            assert service["restart"] == "no", name
        else:
            assert service["restart"] == "unless-stopped", name
            assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name


def test_volumes_networks_and_secrets_are_declared_and_used(compose):
    services = compose["services"].values()
    mounts = [mount.partition(":")[0] for one in services for mount in one.get("volumes", [])]
    assert {mount for mount in mounts if mount[0] not in "./"} == compose["volumes"].keys()
    assert all((DEPLOY / mount).exists() for mount in mounts if mount.startswith("."))
    for kind in ("networks", "secrets"):
        used = {name for one in services for name in one.get(kind, [])}
        assert used == compose[kind].keys()


def test_prometheus_asks_services_that_are_there(compose):
    jobs = documents("monitoring/prometheus.yml")[0]["scrape_configs"]
    asked = [
        target for job in jobs for one in job.get("static_configs", []) for target in one["targets"]
    ]
    asked += [
        name for job in jobs for one in job.get("dns_sd_configs", []) for name in one["names"]
    ]
    hosts = {target.partition(":")[0] for target in asked} - {"localhost"}
    assert hosts <= compose["services"].keys()
    (source,) = documents("monitoring/grafana-datasources.yml")[0]["datasources"]
    assert source["url"] == "http://prometheus:9090"


def test_chart_and_compose_run_the_same_airflow(compose):
    values = documents("airflow-values.yaml")[0]
    image = f"{values['defaultAirflowRepository']}:{values['defaultAirflowTag']}"
    service = compose["services"]["airflow-scheduler"]
    assert image.endswith(f"/{service['image']}")
    dockerfile = DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]
    base = f"FROM apache/airflow:{values['airflowVersion']}-"
    assert base in dockerfile.read_text(encoding="utf-8")
    environment = compose["services"]["airflow-worker"]["environment"]
    assert environment["AIRFLOW__CORE__EXECUTOR"] == values["executor"] == "CeleryExecutor"
    assert values["workers"]["keda"]["enabled"]
    assert not values["postgresql"]["enabled"]


def test_images_are_pinned_to_a_version(compose):
    images = [service["image"] for service in compose["services"].values()]
    images += [one["image"] for one in containers()]
    for name in ("Dockerfile", "airflow.Dockerfile"):
        images += re.findall(r"^FROM (\S+)", (DEPLOY / name).read_text("utf-8"), re.MULTILINE)
    assert [image for image in images if not re.search(r":v?\d+\.\d+[\w.-]*$", image)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DEPLOY).as_posix())
def test_nothing_that_looks_like_a_secret_has_a_value(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"://[^/\s:@$]*:[^$\s@/][^\s@/]*@", text) == []
    secret = re.compile(
        r"^\s*[\w-]*(?:password|token|jwt_secret|fernet_key)\w*: (.+)$",
        re.IGNORECASE | re.MULTILINE,
    )
    allowed = re.compile(
        r"\$\{\w+(:[?-].*)?\}|cat /run/secrets/\w+|/run/secrets/\w+|airflow-[\w-]+"
    )
    assert [value for value in secret.findall(text) if not allowed.fullmatch(value)] == []


def test_secrets_that_compose_asks_for_are_in_the_example_of_env(compose):
    lines = (DEPLOY / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given.values()) == {""}
    required = re.findall(r"\$\{(\w+):\?", (DEPLOY / "docker-compose.yml").read_text())
    named = [secret["environment"] for secret in compose["secrets"].values()]
    assert given.keys() == {*required, *named}
