"""YAML tags in gusty's files: `!datetime [2024, 1, 1]`, and functions of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    List,
    Native,
    Unknown,
    text_of,
)
from pytest_etl_diagram.frontends.documents import Tagged, load_document
from pytest_etl_diagram.frontends.standard.environment import MISSING, look_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

NAMES: Mapping[str, str] = {"timedelta": "datetime.timedelta", "datetime": "datetime.datetime"}


def constructors(it: Interpreter, settings: Mapping[str, object]) -> dict[str, object]:
    """Return tag → function: gusty's own, then `dag_constructors`, then `user_defined_macros`."""
    found: dict[str, object] = {
        tag: it.library.resolve(qualified) for tag, qualified in NAMES.items()
    }
    found["days_ago"] = Native("days_ago", _days_ago)
    found["env_var"] = Native("env_var", _environment)
    own = settings.get("dag_constructors")
    if isinstance(own, list):
        found.update({text_of(it.attribute(function, "__name__")): function for function in own})
    for given in (own, settings.get("user_defined_macros")):
        if isinstance(given, dict):
            found.update({text_of(tag).lstrip("!"): function for tag, function in given.items()})
    return found


def _days_ago(it: Interpreter, args: Args) -> object:
    del it
    return Unknown("{days_ago(" + text_of(args.get(0, "n")) + ")}")


def _environment(it: Interpreter, args: Args) -> object:
    return look_up(it, "env", args.get(0, "name"), args.get(1, "default", MISSING))


def value_of(it: Interpreter, part: object, functions: Mapping[str, object]) -> object:
    """Return a part of a document as a value: tags are calls, with the node as arguments."""
    if isinstance(part, list):
        return List(value_of(it, each, functions) for each in part)
    if isinstance(part, dict):
        return Dict({key: value_of(it, each, functions) for key, each in part.items()})
    if not isinstance(part, Tagged):
        return part
    inner = load_document(part.value) if isinstance(part.value, str) else part.value
    if part.tag not in functions:
        return Unknown("{!" + f"{part.tag} {text_of(part.value)}".strip() + "}")
    value = value_of(it, inner, functions)
    if isinstance(value, dict):
        args = Args((), Dict({text_of(key): each for key, each in value.items()}))
    else:
        args = Args(value if isinstance(value, list) else () if value is None else (value,))
    return it.call(functions[part.tag], args)
