"""dag-factory's configuration: YAML files with their defaults, as values of the evaluator."""

from __future__ import annotations

import functools
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.values import Args, Dict, List, Unknown, Value, text_of
from pytest_etl_diagram.frontends.documents import (
    PYTHON,
    Tagged,
    Wrong,
    imported,
    load_document,
    names_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

DEFAULTS = ("defaults.yml", "defaults.yaml")
RESERVED = frozenset({"default", "task_groups"})
"""Keys of a configuration that name no DAG (dag-factory's SYSTEM_PARAMS)."""
_VARIABLE = re.compile(r"\$(\w+|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Config:
    """What one file (or dictionary) says: DAGs by name, and what holds for all of them.

    `source` is how a message calls it; `legacy` says that dag-factory 0.x reads
    it, as far as can be told: 1.x has no `retry_delay_sec` and its like.
    """

    dags: Mapping[str, object]
    default: Dict
    source: str
    legacy: bool


def make(content: object, shared: Dict, source: str, *, legacy: bool) -> Config:
    """Return the configuration of a file's content, `shared` being the defaults around it."""
    if not isinstance(content, dict):
        raise Wrong("holds no mapping of DAGs")
    own = content.get("default")
    default = Dict(own if isinstance(own, dict) else {})
    inner = default.get("default_args")
    around = shared.get("default_args")
    default["default_args"] = Dict(
        {
            **(around if isinstance(around, dict) else {}),
            **(inner if isinstance(inner, dict) else {}),
        }
    )
    level = {key: value for key, value in shared.items() if key != "default_args"}
    dags = {
        text_of(name): Dict({**level, **dag}) if isinstance(dag, dict) else dag
        for name, dag in content.items()
        if name not in RESERVED
    }
    return Config(dags, default, source, legacy)


def merged(config: dict[Any, Any], default: dict[Any, Any]) -> Dict:
    """Return a DAG's configuration with the defaults below it, deeply (`utils.merge_configs`)."""
    result = Dict(config)
    for key, value in default.items():
        if key not in result:
            result[key] = value
        elif isinstance(result[key], dict) and isinstance(value, dict):
            result[key] = merged(result[key], value)
    return result


def read(it: Interpreter, path: str) -> object:
    """Return the content of a YAML file, None where the repository has none; may raise Wrong."""
    text = files.read(it, path)
    if text is None:
        return None
    return _value(it, load_document(_VARIABLE.sub(lambda found: _known(it, found), text)))


def _known(it: Interpreter, found: re.Match[str]) -> str:
    """Expand an environment variable that the settings give; others stay (`os.path.expandvars`)."""
    name = found.group(1).strip("{}")
    return str(it.variables[name]) if name in it.variables else found.group()


# -- defaults -----------------------------------------------------------------


def shared_defaults(it: Interpreter, path: str, root: object) -> Dict:
    """Return what the `defaults.yml` files around a configuration file say together.

    The file next to it wins over those of the folders above, up to `root`.
    """
    found = []
    for folder in _folders(it, path, root):
        paths = (f"{VIRTUAL_ROOT}/{posixpath.join(folder, name)}" for name in DEFAULTS)
        existing = next((p for p in paths if files.kind(it, p) == "file"), None)
        content = read(it, existing) if existing is not None else None
        if isinstance(content, dict):
            found.append(content)
    return _together(found[::-1])


def _folders(it: Interpreter, path: str, root: object) -> list[str]:
    """Return the folders with defaults, the nearest first, relative to the root folder."""
    inside = files.locate(it, path) if path else None
    parents: list[str] = []
    while inside:
        inside = posixpath.dirname(inside)
        parents.append(inside)
    top = files.locate(it, text_of(root)) if root is not None else _dags_folder(parents)
    if top in parents:
        return parents[: parents.index(top) + 1]
    return [*parents[:1], *([] if top is None else [top])]


def _dags_folder(parents: list[str]) -> str | None:
    """Return the outermost folder called `dags`: the default is Airflow's DAGs folder."""
    return next((p for p in reversed(parents) if posixpath.basename(p) == "dags"), None)


def _together(contents: list[dict[Any, Any]]) -> Dict:
    result, args = Dict(), Dict()
    for content in contents:
        for key, value in content.items():
            if key == "default_args" and isinstance(value, dict):
                args.update(value)
            elif key == "tags" and isinstance(value, list):
                result[key] = List(sorted({*names_in(result.get(key)), *names_in(value)}))
            else:
                result[key] = value
    result["default_args"] = args
    return result


# -- values -------------------------------------------------------------------


def _value(it: Interpreter, value: object) -> object:
    """Return a part of a document as a value: typed, joined and expanded."""
    if isinstance(value, str):
        return _expanded(value)
    if isinstance(value, list):
        return List(_value(it, part) for part in value)
    if isinstance(value, Tagged):
        return _untagged(it, value)
    if not isinstance(value, dict):
        return value
    for key, combine in COMBINED.items():
        if isinstance(value.get(key), list):
            return combine(it, [_value(it, part) for part in value[key]])
    inner = Dict({_key(k): _value(it, v) for k, v in value.items()})
    return _typed(it, inner) if "__type__" in inner else inner


def _key(key: object) -> object:
    return text_of(_expanded(key)) if isinstance(key, str) else key


def _expanded(text: str) -> object:
    """Put placeholders for the environment variables of a text."""
    if "$" not in text:
        return text
    shown = _VARIABLE.sub(lambda found: "{env:" + found.group(1).strip("{}") + "}", text)
    return text if shown == text else Unknown(shown)


def _typed(it: Interpreter, given: Dict) -> object:
    """Make the object of a mapping with `__type__`: a timedelta, a timetable, an asset."""
    name = text_of(given.pop("__type__"))
    args = given.pop("__args__", ())
    if name == "builtins.list" and "items" in given:
        return given["items"]
    return it.call(imported(it, name), Args(args if isinstance(args, list) else (), given))


def _joined(it: Interpreter, parts: list[object]) -> object:
    del it
    text = "".join(map(text_of, parts))
    return Unknown(text) if any(isinstance(p, Unknown) for p in parts) else text


def _condition(op: str) -> Callable[[Interpreter, list[object]], object]:
    """Return what joins assets by `&` or `|`, and names of assets to an expression of them."""

    def combine(it: Interpreter, parts: list[object]) -> object:
        if parts and all(isinstance(p, Value) for p in parts):
            return functools.reduce(lambda a, b: it.binary(op, a, b), parts)
        return "(" + f" {op} ".join(map(text_of, parts)) + ")"

    return combine


COMBINED: Mapping[str, Callable[[Interpreter, list[object]], object]] = {
    "__and__": _condition("&"),
    "__or__": _condition("|"),
    "__join__": _joined,
}
TAGS = {"join": _joined, "or": _condition("|"), "and": _condition("&")}
"""The YAML tags of dag-factory 0.x."""


def _untagged(it: Interpreter, value: Tagged) -> object:
    inner = value.value
    if value.tag in TAGS and isinstance(inner, list):
        return TAGS[value.tag](it, [_value(it, part) for part in inner])
    kind, _, name = value.tag.removeprefix(PYTHON).partition(":")
    if value.tag.startswith(PYTHON) and kind == "name":
        return imported(it, name)
    if isinstance(inner, (list, dict)):
        return _value(it, inner)
    return Unknown("{!" + f"{value.tag} {inner}".strip() + "}")
