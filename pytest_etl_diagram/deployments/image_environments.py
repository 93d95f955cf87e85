"""Variables of images that set up Airflow under other names, and what holds without them."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.environment import Setting
from pytest_etl_diagram.deployments.images import read_image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.links import Directory

_SHORT: Final = re.compile(r"(?:Sequential|Local|Celery|Kubernetes|CeleryKubernetes|Dask)")

_EXECUTOR: Final = "AIRFLOW__CORE__EXECUTOR"
_DATABASE: Final = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
_BROKER: Final = "AIRFLOW__CELERY__BROKER_URL"

ROWS: Final = (
    (
        "*bitnami*/airflow*",
        {"AIRFLOW_EXECUTOR": _EXECUTOR, "AIRFLOW_DATABASE_HOST": _DATABASE, "REDIS_HOST": _BROKER},
        {_DATABASE: "postgresql", _BROKER: "redis"},
    ),
    (
        "*docker-airflow*",
        {"EXECUTOR": _EXECUTOR, "POSTGRES_HOST": _DATABASE, "REDIS_HOST": _BROKER},
        {_DATABASE: "postgres", _BROKER: "redis"},
    ),
)
"""Pattern of an image's name, {its variable: Airflow's}, {Airflow's variable: the usual host}."""


def as_airflow(image: str, settings: Iterable[Setting], known: Directory) -> tuple[Setting, ...]:
    """Return the environment of a container as Airflow's own variables say it.

    Hosts that an image takes without being told are added where there is such a unit.
    """
    given = tuple(settings)
    name = read_image(image).name
    for pattern, names, hosts in ROWS:
        if fnmatchcase(name, pattern):
            given = tuple(_renamed(each, names) for each in given)
            told = {each.name: each.value for each in given}
            queued = "Celery" in told.get(_EXECUTOR, "")
            given += tuple(
                Setting(variable, host)
                for variable, host in hosts.items()
                if variable not in told and known.find(host) and (queued or variable != _BROKER)
            )
    return given


def _renamed(setting: Setting, names: dict[str, str]) -> Setting:
    name = names.get(setting.name)
    if name is None:
        return setting
    short = _SHORT.fullmatch(setting.value.strip())
    value = f"{short[0]}Executor" if short else setting.value
    return replace(setting, name=name, value=value)
