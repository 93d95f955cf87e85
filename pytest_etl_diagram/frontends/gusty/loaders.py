"""gusty's loaders: `create_dag(dag_dir, …)` and `create_dags(dags_dir, globals(), …)`."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import Args, Unknown
from pytest_etl_diagram.frontends.airflow.objects import Dag
from pytest_etl_diagram.frontends.airflow.world import world
from pytest_etl_diagram.frontends.documents import Wrong
from pytest_etl_diagram.frontends.gusty.building import build
from pytest_etl_diagram.frontends.standard.files import path_text

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter

LOADING = frozenset(
    "dag_dir dags_dir caller_env concurrent concurrent_timeout max_concurrency "
    "current_dag_id".split()
)
"""Arguments that say what is loaded, and how; the others are settings of the DAG."""


def create_dag(it: Interpreter, args: Args) -> object:
    """`create_dag(dag_dir, …)`: the folder's DAG, unknown (and a problem) where it is wrong."""
    folder = path_text(args.get(0, "dag_dir"))
    inside = files.locate(it, folder)
    if inside is None or files.kind(it, folder) != "folder":
        it.complain(f"{files.shown(folder)}, which gusty builds a DAG of, isn't in the repository")
        return Unknown("{gusty}")
    place = it.here()
    settings = {k: v for k, v in args.keywords.items() if k not in LOADING}
    if args.get(1, "task_group_defaults") is not None:
        settings["task_group_defaults"] = args.get(1, "task_group_defaults")
    try:
        return build(it, f"{VIRTUAL_ROOT}/{inside}", settings)
    except (Wrong, Raised) as error:
        words = f"{inside}: {error}; gusty can't build the DAG"
        it.complain(words, place, fatal=True)
        return Unknown("{gusty}")
    finally:
        it.path, it.mark = place.path, place.mark


def create_dags(it: Interpreter, args: Args) -> None:
    """`create_dags(dags_dir, globals(), …)`: a DAG of each folder in a folder."""
    folder = path_text(args.get(0, "dags_dir"))
    wanted = args.keywords.get("current_dag_id")
    variables = args.get(1, "caller_env")
    for name in files.listing(it, folder) or ():
        path = posixpath.join(folder, name)
        if name.endswith("__") or files.kind(it, path) != "folder":
            continue
        if isinstance(wanted, str) and wanted != name:
            continue
        dag = create_dag(it, Args([path], args.keywords))
        if isinstance(variables, dict):
            variables[name] = dag
        elif isinstance(dag, Dag):
            world(it).register(dag)
