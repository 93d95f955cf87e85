"""The kinds of files that are read, each with secrets wherever people put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.canary.code import dags, plain
from tests.canary.declarations import checks, dag_factory, dbt, meltano, pipelines
from tests.canary.deployments import (
    airflow_cfg,
    compose,
    dockerfile,
    helm,
    kubernetes,
    monitoring,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.canary.writing import Files

KINDS: dict[str, Callable[[Mapping[str, str], Mapping[str, str], int], Files]] = {
    "DAGs": dags,
    "plain Python": plain,
    "pipelines": pipelines,
    "compose": compose,
    "kubernetes": kubernetes,
    "helm": helm,
    "airflow.cfg": airflow_cfg,
    "Dockerfile": dockerfile,
    "dbt": dbt,
    "Meltano": meltano,
    "dag-factory": dag_factory,
    "checks": checks,
    "monitoring": monitoring,
}
"""Each makes the files of a project: of named secrets, texts that hold one, and a number that is
architecture."""
