"""f-strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import check_size, check_width
from pytest_etl_diagram.evaluate.conversion import holds_values, textual
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.syntax import tree


CONVERSIONS: Mapping[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


def fstring(it: Interpreter, node: tree.FString, scope: Scope) -> object:
    """Return the text of an f-string; an unknown that keeps its known parts where it has others."""
    parts: list[str] = []
    exact = True
    for part in node.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        text, known = _formatted(it, part, scope)
        parts.append(text)
        exact = exact and known
    joined = "".join(parts)
    check_size("+", joined, "")
    return joined if exact else Unknown(joined)


def _formatted(it: Interpreter, part: tree.Formatted, scope: Scope) -> tuple[str, bool]:
    value, exact = textual(it, it.eval(part.value, scope))
    spec = "" if part.spec is None else it.text_of(fstring(it, part.spec, scope))
    check_width(spec)
    if not exact:
        return it.text_of(value), False
    try:
        if isinstance(value, (list, dict, tuple)):
            return (repr(value) if part.conversion == "r" else str(value)), not holds_values(value)
        if part.conversion:
            value = CONVERSIONS[part.conversion](value)
        return format(value, spec), True
    except FAULTS as error:
        raise fault(error) from error
