"""The settings of dag-factory's DAGs, groups and tasks as Airflow's arguments."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    List,
    Unknown,
    Value,
    text_of,
)
from pytest_etl_diagram.frontends.airflow.assets import make_asset
from pytest_etl_diagram.frontends.dag_factory import config
from pytest_etl_diagram.frontends.documents import Wrong, callable_of, imported, items_of
from pytest_etl_diagram.frontends.standard.dates import zone
from pytest_etl_diagram.frontends.standard.environment import MISSING, look_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

SECONDS: Mapping[str, str] = {
    "retry_delay_sec": "retry_delay",
    "sla_secs": "sla",
    "execution_timeout_secs": "execution_timeout",
    "execution_delta_secs": "execution_delta",
    "dagrun_timeout_sec": "dagrun_timeout",
}
"""Numbers of seconds that dag-factory 0.x makes periods of."""
CALLBACKS = (
    "on_execute_callback", "on_success_callback", "on_failure_callback", "on_retry_callback",
    "on_skipped_callback", "sla_miss_callback",
)  # fmt: skip
FUNCTIONS: Mapping[str, tuple[str, str]] = {
    "python_callable": ("python_callable_file", "python_callable_name"),
    "execution_date_fn": ("execution_date_fn_file", "execution_date_fn_name"),
    "response_check": ("response_check_file", "response_check_name"),
    "success": ("success_check_file", "success_check_name"),
    "failure": ("failure_check_file", "failure_check_name"),
    **{kind: (f"{kind}_file", f"{kind}_name") for kind in CALLBACKS},
}
"""Arguments that are functions, and the keys that give a function's file and name."""
DOTTED = frozenset({"python_callable", "execution_date_fn", *CALLBACKS})
"""Arguments that a text gives as the dotted name of a function."""
LAMBDAS = ("response_check_lambda", "success_check_lambda", "failure_check_lambda")
_PERIOD = re.compile(r"(\d+)\s+(hour|minute|second|day)", re.IGNORECASE)


def prepared(it: Interpreter, given: Mapping[str, object], *, legacy: bool) -> Dict:
    """Return settings with periods, functions and callbacks in them, as Airflow takes them."""
    result = Dict(given)
    if legacy:
        for name, target in SECONDS.items():
            if isinstance(result.get(name), (int, float)):
                result[target] = timedelta(seconds=result.pop(name))
    for name, (path, function) in FUNCTIONS.items():
        if result.get(path) is not None and result.get(function) is not None:
            result[name] = callable_of(it, result.pop(path), result.pop(function))
    for name in DOTTED:
        result.update({name: _function(it, result[name])} if result.get(name) else {})
    zoned = result.get("timezone", "UTC")
    for name in ("start_date", "end_date"):
        if result.get(name) is not None:
            result[name] = moment(result[name], zoned)
    return result


def _function(it: Interpreter, value: object) -> object:
    """Return the function that a dotted name, or a mapping with `callback`, stands for."""
    if isinstance(value, str):
        return imported(it, value)
    if not isinstance(value, dict) or not isinstance(value.get("callback"), str):
        return value
    function = imported(it, value["callback"])
    fixed = Dict({k: v for k, v in value.items() if k != "callback"})
    is_class = isinstance(function, ClassValue)
    if is_class or (isinstance(function, External) and function.leaf[:1].isupper()):
        return it.call(function, Args((), fixed))
    return it.call(it.library.resolve("functools.partial"), Args([function], fixed))


def moment(value: object, zoned: object) -> object:
    """Return a date as dag-factory reads it: in a zone; `2 days` is two days before today."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone(zoned))
    if isinstance(value, date):
        return datetime.combine(value, time(), tzinfo=zone(zoned))
    if not isinstance(value, str):
        return value
    try:
        found = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        words = f"now - {value}" if _PERIOD.match(value) else value
        return Unknown("{" + words + "}")
    return found.replace(tzinfo=zone(zoned))


def period(text: str) -> timedelta | None:
    """Return the period that `1 days` means, None for another text."""
    found = _PERIOD.match(text)
    return timedelta(**{found.group(2).lower() + "s": int(found.group(1))}) if found else None


def task_arguments(it: Interpreter, given: Mapping[str, object], *, legacy: bool) -> Dict:
    """Return a task's settings as the arguments of its operator."""
    result = prepared(it, given, legacy=legacy)
    delta = result.get("execution_delta")
    if isinstance(delta, str):
        result["execution_delta"] = period(delta)
    for name in LAMBDAS:
        result.pop(name, None)
    for row in items_of(result.pop("variables_as_arguments", None)):
        if isinstance(row, dict):
            found = look_up(it, "var", row.get("variable"), MISSING)
            result[text_of(row.get("attribute"))] = found
    for key in ("inlets", "outlets"):
        if result.get(key):
            result[key] = assets(it, result[key])
    return result


def assets(it: Interpreter, value: object) -> object:
    """Return the data assets of a list of URIs, or of `{file: …, datasets: [names]}`."""
    if isinstance(value, dict) and value.get("file") is not None:
        known = asset_file(it, value["file"])
        names = value.get("datasets")
        listed = names if isinstance(names, list) else [names]
        return List(asset(it, known[text_of(n)]) for n in listed if text_of(n) in known)
    if not isinstance(value, list):
        return value
    return List(asset(it, part) for part in value if part)


def asset(it: Interpreter, uri: object) -> object:
    """Return the asset of a URI; one made by `__type__` is one already."""
    plain = isinstance(uri, (str, Unknown)) or not isinstance(uri, Value)
    return make_asset(it, Args([uri.strip() if isinstance(uri, str) else uri])) if plain else uri


def asset_file(it: Interpreter, path: object) -> dict[str, object]:
    """Return name → URI of the assets that a YAML file lists under `datasets`."""
    if files.kind(it, text_of(path)) != "file":
        raise Wrong(f"the file of datasets {files.shown(text_of(path))!r} isn't in the repository")
    content = config.read(it, text_of(path))
    rows = content.get("datasets") if isinstance(content, dict) else None
    return {
        text_of(row["name"]): row["uri"]
        for row in items_of(rows)
        if isinstance(row, dict) and "name" in row and "uri" in row
    }
