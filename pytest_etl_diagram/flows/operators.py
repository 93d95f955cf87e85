"""What the operators of DAGs read and write, by the arguments that they are given."""

from __future__ import annotations

import itertools
import posixpath
import re
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.values import ClassValue, External, Instance
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.flows.endpoints import Call, Placeholder, classify
from pytest_etl_diagram.flows.transfers import guessed
from pytest_etl_diagram.flows.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.flows.endpoints import Table
    from pytest_etl_diagram.flows.tree import Endpoint
    from pytest_etl_diagram.frontends.airflow.tasks import Task

OWNERS: Final = ("airflow-operator", "airflow-operator.also")
"""Where the table has its rows of operators: what they do, and what they do besides."""
NOT_DATA: Final = frozenset("dag task_group default_args python_callable op_args op_kwargs".split())
SEVERAL: Final = frozenset(
    "source_objects source_object objects object s3_key s3_keys keys bucket_key prefix prefixes "
    "key table table_name tables topics partition_names".split()
)
"""Arguments of which a list means several of a kind, each with the other arguments."""
MAX_CALLS: Final = 200
"""An operator with more combinations of several arguments is read as far as that."""
_QUERIES: Final = frozenset("sql hql bql cql query select_query statement source_sql".split())
_FILE: Final = re.compile(r"\S+\.(?:sql|hql|ddl|dml|bql|cql)(?:\.j2|\.jinja2?)?\s*$", re.IGNORECASE)
_INCLUDED: Final = re.compile(r"\{%-?\s*include\s+['\"]([^'\"]+)['\"][^%]*%\}")
_PARAMETER: Final = re.compile(r"\{\{\s*([\w.]+)(?:\[['\"](\w+)['\"]\])?\s*\}\}")
_CONNECTION: Final = re.compile(r"(?:^|_)conn_id$")


def operator_endpoints(it: Interpreter, task: Task, table: Table) -> tuple[Endpoint, ...]:
    """Return what a task reads and writes as its arguments tell.

    An operator of the project counts as the nearest of its bases that the table knows; one
    that it knows nothing of is guessed at by the names of its arguments.
    """
    keywords = _keywords(it, task)
    for name in _names(task):
        if any(table.rows(f"{owner}.{name}") for owner in OWNERS):
            return tuple(dict.fromkeys(_known(name, keywords, table)))
    return guessed(task.operator, keywords, table)


def has_row(task: Task, table: Table) -> bool:
    """Tell whether the table knows what a task's operator does."""
    return any(table.rows(f"{owner}.{name}") for name in _names(task) for owner in OWNERS)


def _names(task: Task) -> Iterator[str]:
    """Yield the names of an operator's class and its bases, nearest first."""
    if isinstance(task.cls, ClassValue):
        yield task.cls.name
        yield from (cls.name for cls in task.cls.mro if isinstance(cls, ClassValue))
        bases = task.cls.external_bases()
        yield from (base.leaf for base in bases if isinstance(base, External))
    elif isinstance(task.cls, External):
        yield task.cls.leaf


def _known(name: str, keywords: Mapping[str, object], table: Table) -> Iterator[Endpoint]:
    for given in itertools.islice(_each(keywords), MAX_CALLS):
        for owner in OWNERS:
            found = classify(Call(f"{owner}.{name}", None, name, (), given), table)
            if found is not None:
                yield from found.endpoints


def _each(keywords: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield the arguments with one item of each that may be several."""
    listed = {
        name: tuple(value)
        for name, value in keywords.items()
        if name in SEVERAL and isinstance(value, (list, tuple)) and value
    }
    for items in itertools.product(*listed.values()):
        yield {**keywords, **dict(zip(listed, items, strict=True))}


# -- arguments ----------------------------------------------------------------


def _keywords(it: Interpreter, task: Task) -> dict[str, object]:
    """Return a task's arguments as the table takes them, templates filled as far as known."""
    known = _parameters(task)
    found: dict[str, object] = {}
    for name, value in _arguments(task).items():
        if name in NOT_DATA or value is None:
            continue
        given = plain(value)
        if _CONNECTION.search(name) and isinstance(given, str):
            found[name] = Placeholder("{conn:" + given + "}")
            continue
        if name in _QUERIES:
            given = _texts_of_files(it, task, given)
        if name == "configuration" and isinstance(given, dict):
            given = _job(it, task, given)
        found[name] = _filled(given, known)
    return found


def _parameters(task: Task) -> dict[str, str]:
    """Return what templates may name that is known: macros, and `params.x` of task and DAG."""
    settings = task.dag.settings if task.dag is not None else {}
    told = (
        ("", settings.get("user_defined_macros")),
        ("params.", settings.get("params")),
        ("params.", task.fields.get("params")),
    )
    return {
        f"{prefix}{name}": str(value)
        for prefix, values in told
        for name, value in (values.items() if isinstance(values, dict) else ())
        if isinstance(value, (str, int))
    }


def _arguments(task: Task) -> dict[str, object]:
    """Return what a task was given; an operator of the project may set more by itself."""
    own = task.attrs if isinstance(task, Instance) and isinstance(task.cls, ClassValue) else {}
    return {**own, **task.fields}


def _job(it: Interpreter, task: Task, configuration: dict[str, object]) -> dict[str, object]:
    """Return a BigQuery job with the text of its query."""
    query = configuration.get("query")
    if not isinstance(query, dict) or "query" not in query:
        return configuration
    text = _texts_of_files(it, task, query["query"])
    return {**configuration, "query": {**query, "query": text}}


def _texts_of_files(it: Interpreter, task: Task, value: object) -> object:
    """Return SQL with the texts of the files that it is kept in, where the project has them."""
    weight_of(value)
    if isinstance(value, (list, tuple)):
        return [_texts_of_files(it, task, each) for each in value]
    if not isinstance(value, str):
        return value
    if _FILE.fullmatch(value.strip()):
        return _text_of_file(it, task, value.strip()) or value
    return _INCLUDED.sub(lambda found: _text_of_file(it, task, found[1]) or found[0], value)


def _text_of_file(it: Interpreter, task: Task, path: str) -> str | None:
    """Return the text of a template as Airflow finds it: beside the DAG's file, or on its path."""
    searched = task.dag.settings.get("template_searchpath") if task.dag is not None else None
    folders = searched if isinstance(searched, (list, tuple)) else [searched]
    place = task.dag.place if task.dag is not None else None
    beside = posixpath.dirname(place.path) if place is not None else ""
    named = [plain(folder) for folder in folders if folder is not None]
    for folder in (beside, *(str(getattr(each, "text", each)) for each in named), ""):
        found = files.locate(it, posixpath.join(folder, path.lstrip("/")))
        if found is not None:
            return files.read(it, found)
    return None


def _filled(value: object, known: Mapping[str, str]) -> object:
    """Return a value with the parameters in its templates filled in."""
    weight_of(value)
    if isinstance(value, str) and known and "{{" in value:
        return _PARAMETER.sub(lambda m: known.get(f"{m[1]}.{m[2]}" if m[2] else m[1], m[0]), value)
    if isinstance(value, list):
        return [_filled(item, known) for item in value]
    if isinstance(value, tuple):
        return tuple(_filled(item, known) for item in value)
    if isinstance(value, dict):
        return {key: _filled(item, known) for key, item in value.items()}
    return value
