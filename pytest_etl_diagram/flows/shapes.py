"""What a function gives back, in words: how it went, or what it is."""

from __future__ import annotations

from typing import Final

from pytest_etl_diagram.flows.words import cut, shown

STATUS_KEYS: Final = (
    "status",
    "state",
    "result",
    "outcome",
    "success",
    "statusCode",
    "status_code",
)
"""Keys of a returned dict that say how it went."""
_SHOWN_KEYS: Final = 4


def shape(value: object) -> str:
    """Return the shape of what is returned: `status: success`, `0`, `load()`; "" for None."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return _shape_of_dict(value)
    if isinstance(value, (list, set)):
        is_empty = isinstance(value, list) and not (value or getattr(value, "maybe", False))
        return "[]" if is_empty else "a list"
    if isinstance(value, tuple):
        return "(" + ", ".join(shape(item) or "None" for item in value[:_SHOWN_KEYS]) + ")"
    return cut(shown(value))


def _shape_of_dict(value: dict[object, object]) -> str:
    for key in STATUS_KEYS:
        if key in value:
            said = value[key]
            return f"{key}: {said if isinstance(said, str) else cut(shown(said))}"
    names = [str(key) for key in value][:_SHOWN_KEYS]
    more = "" if len(value) <= _SHOWN_KEYS else ", …"
    return "{" + ", ".join(names) + more + "}"
