"""How long a regular expression may take, told before it is run.

Python's `re` backtracks, and can't be stopped. So the ways in which a pattern
can be laid over a text are counted, on the safe side, from the pattern's text.
"""

from __future__ import annotations

import math
import re

MAX_WAYS = 20_000_000
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)  # an escape or a class
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|>))?")
_REPEAT = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[?+]?")
_SINGLE_LETTERS = re.compile(r"[\w ,;:/-](\|[\w ,;:/-])+")


def is_costly(pattern: str, length: int) -> bool:
    """Tell whether matching `pattern` against a text of `length` may take long."""
    if "(?P=" in pattern or "(?(" in pattern:
        return True  # a back reference by name, a condition: rare, and not counted here
    ways = _ways(_ATOM.sub("a", pattern), length)
    return ways is None or ways * (length + 1) > MAX_WAYS


def _ways(pattern: str, length: int) -> int | None:
    """Return how many ways there are to match at one place, None for too many to count."""
    repeats = optionals = branches = 0
    inside: list[int] = []  # where the open groups begin
    index = 0
    while index < len(pattern):
        sign = pattern[index]
        if sign == "(":
            found = _GROUP.match(pattern, index)
            index = found.end() if found else index + 1
            inside.append(index)
            continue
        branches += sign == "|"
        repeated = _REPEAT.match(pattern, index + 1)
        if sign == ")" and inside:
            body = pattern[inside.pop() : index]
            if repeated and repeated[0] not in ("?", "??") and _varies(body):
                return None
        if repeated is None:
            index += 1
            continue
        single = repeated[0][0] == "?"
        optionals += single
        repeats += not single
        index = repeated.end()
    ways = math.comb(length + repeats, repeats) if repeats < length + 2 else 2**repeats
    return int(ways * 2 ** min(optionals + branches, 64))


def _varies(body: str) -> bool:
    """Tell whether a group's content fits one text in several ways or lengths."""
    if _SINGLE_LETTERS.fullmatch(body):
        return len(set(body[::2])) < len(body[::2])
    return (
        re.search(r"[*+?|]|\{\d*,\d*\}", re.sub(r"\(\?(?:P<\w+>|[a-z-]*:)", "(", body)) is not None
    )
