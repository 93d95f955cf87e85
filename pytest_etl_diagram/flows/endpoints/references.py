"""References: how a row of the table says where a value of a call is found.

0:path          the argument at index 0, or the keyword `path`
0  path         only the one or only the other
*0              all arguments from index 0 on
.bucket  .      what is remembered of the receiver; the receiver itself
=append         the text itself
0/group.id      the item `group.id` of an argument that is a dict, the member that is remembered
                of one that is a placeholder, or the item at an index of a list
Entries/*/Key   the items of a list, or the keys of a dict that is followed by nothing
a|b             the first of several that is there
{Bucket}/{Key}  a text with references in it; a part that isn't there is left out, as is what
                stands before a whole URL
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.endpoints.call import Placeholder, shown

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.endpoints.call import Call

_FIELD: Final = re.compile(r"\{([^{}]+)\}")
_GONE: Final = "\0"
_LEFT_OUT: Final = re.compile(rf"[/.]?{_GONE}$|{_GONE}[/.]?")
_BEFORE_URL: Final = re.compile(r"^.*/(?=[a-z][a-z0-9+.-]*://)", re.DOTALL)
BETWEEN: Final = re.compile(r"\|(?![^{}]*\})")
"""What parts the alternatives of a reference."""
SHAPE: Final = re.compile(
    r"(?:=[^|{}]*|(?:\*\d+|\*\*|\.\w*|\d+(?::\w+)?|[A-Za-z_]\w*)(?:/[^|/{}]+)*)"
)
"""What one alternative of a reference looks like."""


def resolve(reference: str, call: Call) -> object | None:
    """Return the value that `reference` finds in a call, None where there is none."""
    for template, source, path in _alternatives(reference):
        if template:
            text = filled(template, call)
            if text is not None:
                return text
            continue
        value = _source(source, call)
        for part in path:
            value = _member(value, part)
        if value is not None:
            return value
    return None


def filled(template: str, call: Call) -> str | None:
    """Return `template` with its references filled in, None where nothing of it is known."""
    known = False

    def fill(match: re.Match[str]) -> str:
        nonlocal known
        value = resolve(match[1], call)
        known = known or value is not None
        return _GONE if value is None else shown(value) or _GONE

    text = _LEFT_OUT.sub("", _FIELD.sub(fill, template))
    if not known:
        return None
    return re.sub(r"(?<!:)//+", "/", _BEFORE_URL.sub("", text)) if "}/{" in template else text


@lru_cache(maxsize=4096)
def _alternatives(reference: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return for each alternative its template, or its source with the path into it."""
    found = []
    for part in BETWEEN.split(reference):
        source, *path = [part] if part.startswith("=") else part.split("/")
        found.append((part, "", ()) if "{" in part else ("", source, tuple(path)))
    return tuple(found)


def _source(source: str, call: Call) -> object | None:
    if source.startswith("="):
        return source[1:]
    if source.startswith("."):
        made = call.receiver.made if call.receiver is not None else {}
        return made.get(source[1:]) if source[1:] else call.receiver
    if source == "**":
        return call.keywords
    if source.startswith("*"):
        return call.arguments[int(source[1:]) :] or None
    index, _, name = source.partition(":")
    if not index.isdigit():
        return call.keywords.get(index)
    place = int(index)
    if place < len(call.arguments) and call.arguments[place] is not None:
        return call.arguments[place]
    return call.keywords.get(name)


def _member(value: object, part: str) -> object | None:
    if part == "*":
        if isinstance(value, (list, tuple)):
            return tuple(value)
        return tuple(value) if isinstance(value, Mapping) else None
    if isinstance(value, tuple) and not part.isdigit():  # after `*`: the member of each item
        found = tuple(item for item in (_member(one, part) for one in value) if item is not None)
        return found or None
    if isinstance(value, Placeholder):
        return value.made.get(part)
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, (list, tuple)) and part.isdigit() and int(part) < len(value):
        return value[int(part)]  # type: ignore[no-any-return]  # of a value of any kind
    return None
