"""What values say of Airflow's configuration: the sections of airflow.cfg, and variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.airflow_defaults import says_something
from pytest_etl_diagram.deployments.environment import Setting, fact_name
from pytest_etl_diagram.deployments.helm.values import unfolded
from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    amount_of,
    is_on,
    joined,
    words,
)
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.layouts import Layout
    from pytest_etl_diagram.deployments.helm.values import Values
    from pytest_etl_diagram.documents.tree import Tree

Told = tuple[str, str, int]
"""(variable, value, line)."""

SECRET_NAMES = (
    "fernetKeySecretName",
    "webserverSecretKeySecretName",
    "jwtSecretName",
    "apiSecretKeySecretName",
    "data.metadataSecretName",
    "data.resultBackendSecretName",
    "data.brokerUrlSecretName",
    "redis.passwordSecretName",
    "dags.gitSync.sshKeySecret",
    "dags.gitSync.credentialsSecret",
    "externalDatabase.passwordSecret",
    "externalDatabase.existingSecret",
    "externalRedis.passwordSecret",
    "externalRedis.existingSecret",
)
"""Where values name Secrets."""


def executor_of(values: Values, layout: Layout) -> tuple[str, int]:
    """Return the executor and its line; Celery's is the default of all charts."""
    told, line = values.find(layout.executor)
    name = ",".join(part.strip() for part in words(told).split(",")) or "CeleryExecutor"
    return (f"{name}Executor" if name and "Executor" not in name else name), line


def configured(values: Values, layout: Layout) -> Iterator[Told]:
    """Yield the options under `config` and the variables of all components.

    Options that say what holds anyway have the value "".
    """
    found = {
        f"{section.key}.{option.key}": (words(option.value), option.line)
        for section in (values.entries(layout.config) if layout.config else ())
        for option in mapping(section.value).entries
    }
    executor, line = executor_of(values, layout)
    known = {name: value for name, (value, _) in found.items()} | {"core.executor": executor}
    yield "AIRFLOW__CORE__EXECUTOR", executor, line
    for name, (value, at) in found.items():
        if name != "core.executor":
            section, _, option = name.partition(".")
            variable = f"AIRFLOW__{section}__{option}".upper()
            if says_something(name, value, known):
                yield variable, value, at
            elif fact_name(Setting(variable, "")):
                yield variable, "", at
    for path in layout.flat:
        for entry in values.entries(path):
            yield entry.key, words(entry.value), entry.line
    for path in layout.env:
        yield from variables(values.find(path)[0])
    for item in items(values.find("secret")[0]):
        yield words(mapping(item).get("envName")), "", item.line


def variables(tree: Tree | None) -> Iterator[Told]:
    """Yield the variables of a list (`name`, `value`), which may be a text in YAML."""
    for item in items(unfolded(tree)):
        variable = mapping(item)
        entry = variable.entry("value")
        value = words(entry.value) if entry is not None else ""
        yield words(variable.get("name")), value, entry.line if entry is not None else item.line


def overall(values: Values) -> Iterator[Detail]:
    """Yield the facts that hold for the whole: versions, DAGs, logs, names of Secrets."""
    version, line = values.find("airflowVersion")
    yield Detail("airflow_version", words(version), line)
    yield from _dags(values)
    yield from _logs(values)
    named = [values.find(path) for path in SECRET_NAMES]
    named += [
        (mapping(item).get("secretName"), item.line) for item in items(values.find("secret")[0])
    ]
    secrets = [(words(tree), at) for tree, at in named if tree is not None]
    lines = [at for _, at in secrets]
    yield Detail("secrets", joined(name for name, _ in secrets), min(lines, default=0))
    yield from (Detail(f"secrets {name}", "", at) for name, at in secrets if name)
    env, line = values.find("extraEnvFrom", "airflow.extraEnvFrom")
    names = [
        f"{entry.key.removesuffix('Ref').lower()}/{words(mapping(entry.value).get('name'))}"
        for item in items(unfolded(env))
        for entry in mapping(item).entries
        if isinstance(entry.value, Mapping)
    ]
    yield Detail("env_from", joined(names), line)


def _dags(values: Values) -> Iterator[Detail]:
    off = values.line("dags.gitSync.enabled", "dags.persistence.enabled")
    for key in ("dags.gitSync", "git.dags"):
        if is_on(values.find(f"{key}.enabled")[0]):
            parts = (
                _plain(values.text(f"{key}.repo")),
                values.text(f"{key}.branch", f"{key}.ref", f"{key}.rev"),
                values.text(f"{key}.subPath", f"{key}.repoSubPath"),
            )
            shown = " ".join(part for part in parts if part) or "git"
            yield Detail("dags", shown, values.line(f"{key}.repo", f"{key}.enabled"))
            return
    if is_on(values.find("dags.persistence.enabled")[0]):
        yield Detail("dags", _volume(values, "dags"), values.line("dags.persistence.enabled"))
    else:
        yield Detail("dags", "", off)


def _logs(values: Values) -> Iterator[Detail]:
    if is_on(values.find("logs.persistence.enabled")[0]):
        yield Detail("logs", _volume(values, "logs"), values.line("logs.persistence.enabled"))
    else:
        yield Detail("logs", "", values.line("logs.persistence.enabled"))


def _volume(values: Values, key: str) -> str:
    claim = values.text(f"{key}.persistence.existingClaim")
    size = values.find(f"{key}.persistence.size")[0]
    sort = values.text(f"{key}.persistence.storageClassName", f"{key}.persistence.storageClass")
    parts = ("volume", claim or (amount_of(size) if size is not None else ""), sort)
    return " ".join(part for part in parts if part)


def _plain(repository: str) -> str:
    """Return the URL of a repository without a name and password in it."""
    scheme, separator, rest = repository.partition("://")
    if separator and scheme.startswith("http"):
        return f"{scheme}://{rest.rpartition('@')[2]}"
    return repository
