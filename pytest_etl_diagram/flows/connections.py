"""The connections of an orchestrator that code opens: which call names which by its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ID: Final = re.compile(r"(?:^|_)conn_id$|^kafka_config_id$")
_HOOK: Final = re.compile(r"Hook$")
_LOOKING_UP: Final = frozenset({"get_connection", "get_hook"})
_ID_IS_SECOND: Final = frozenset({"HttpHook", "HttpAsyncHook"})
"""Hooks whose first argument is another one; the first one of every other is the connection."""


def opened(name: str, arguments: Sequence[object], keywords: Mapping[str, object]) -> Iterator[str]:
    """Yield the ids of the connections that a call of `name` opens: a hook, `get_connection`."""
    for keyword, value in keywords.items():
        if _ID.search(keyword) and isinstance(value, str) and value:
            yield value
    leaf = name.rpartition(".")[2]
    place = 1 if leaf in _ID_IS_SECOND else 0
    if not (_HOOK.search(leaf) or leaf in _LOOKING_UP) or len(arguments) <= place:
        return
    given = arguments[place]
    if isinstance(given, str) and given:
        yield given
