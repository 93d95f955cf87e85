"""When dag-factory's DAGs run: cron texts, periods, timetables, conditions on data assets."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Dict, text_of
from pytest_etl_diagram.frontends.dag_factory.settings import asset, asset_file, assets
from pytest_etl_diagram.frontends.documents import Wrong, imported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

_OPERAND = re.compile(r"[^\s()&|]+")
MAX_CONDITION = 10_000


def schedule(it: Interpreter, given: Mapping[str, object], *, legacy: bool) -> Dict:
    """Return the arguments of DAG(...) that say when it runs.

    Without any, dag-factory 0.x runs a DAG daily, and 1.x leaves it to Airflow.
    """
    timetable = given.get("timetable")
    if timetable is not None:
        return Dict({"timetable": _timetable(it, timetable)})
    if given.get("schedule") is not None:
        return Dict({"schedule": _schedule(it, given["schedule"])})
    if "schedule_interval" in given:
        return Dict({"schedule_interval": _plain(given["schedule_interval"])})
    if "schedule" in given:
        return Dict({"schedule": None})
    return Dict({"schedule_interval": timedelta(days=1)} if legacy else {})


def _plain(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() == "none" else value


def _timetable(it: Interpreter, value: object) -> object:
    """Make the timetable of `{callable: package.Class, params: {…}}` (0.x); 1.x has made it."""
    if not isinstance(value, dict) or not isinstance(value.get("callable"), str):
        return value
    params = value.get("params")
    arguments = Args((), Dict(params if isinstance(params, dict) else {}))
    return it.call(imported(it, value["callable"]), arguments)


def _schedule(it: Interpreter, value: object) -> object:
    if isinstance(value, list):
        return assets(it, value)
    if not isinstance(value, dict):
        return _plain(value)
    names = value.get("datasets")
    if names is None:
        return value
    condition = " & ".join(map(text_of, names)) if isinstance(names, list) else text_of(names)
    known = asset_file(it, value["file"]) if value.get("file") is not None else None
    found = _condition(it, condition, known)
    if value.get("timetable") is None:
        return found
    made = imported(it, "airflow.timetables.assets.AssetOrTimeSchedule")
    return it.call(made, Args((), Dict({"timetable": value["timetable"], "assets": found})))


def _condition(it: Interpreter, words: str, known: Mapping[str, object] | None) -> object:
    """Return the assets of an expression: `(s3://a & s3://b) | c`.

    Its operands are URIs, or the names of a file's assets.
    """
    uris: list[object] = []

    def operand(found: re.Match[str]) -> str:
        name = found.group()
        if known is not None and name not in known:
            raise Wrong(f"the dataset {name!r} isn't in the file of datasets")
        uris.append(name if known is None else known[name])
        return f"_{len(uris) - 1}"

    try:
        if len(words) > MAX_CONDITION:
            raise Wrong(f"a condition of over {MAX_CONDITION:,} characters")
        tree = ast.parse(_OPERAND.sub(operand, words).strip(), mode="eval")
        return _combined(it, tree.body, uris)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Wrong(f"{words!r} is no condition on datasets") from error


def _combined(it: Interpreter, node: ast.expr, uris: list[object]) -> object:
    if isinstance(node, ast.Name):
        return asset(it, uris[int(node.id[1:])])
    if not isinstance(node, ast.BinOp):
        raise Wrong("only & and | join datasets")
    op = "&" if isinstance(node.op, ast.BitAnd) else "|"
    return it.binary(op, _combined(it, node.left, uris), _combined(it, node.right, uris))
