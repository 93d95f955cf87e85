"""What handlers catch, as far as their names say."""

from __future__ import annotations

from pytest_etl_diagram.drift.members import members

_EXCEPT = "except"
_ALL = frozenset({"Exception", "BaseException", "any exception"})
"""What catches all that may be raised; so does a handler that names nothing."""


def catches_more(before: str, after: str) -> bool:
    """Tell whether `except B` certainly catches what `except A` didn't, and nothing less.

    That is all instead of some, or one class more. How other classes are derived from each
    other can't be seen.
    """
    was, is_now = _classes(before), _classes(after)
    if was & _ALL:
        return False
    return bool(is_now & _ALL) or was < is_now


def _classes(handler: str) -> frozenset[str]:
    """Return the names of the classes that `except A, B` catches."""
    names = handler.removeprefix(_EXCEPT).strip()
    return frozenset(members(names)) or _ALL
