"""What is wrong with a YAML text, in words that say what to do.

Problems never quote values, which may be secrets; keys, anchors and tags are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents import templates
from pytest_etl_diagram.documents.limits import (
    MAX_DEPTH,
    MAX_PARTS,
    MAX_PREFIXES,
    MAX_PURE_SIZE,
)
from pytest_etl_diagram.sources.conflicts import find_conflict_in_code

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True, slots=True)
class _Fault:
    """What both of PyYAML's parsers call a fault (a regular expression), and what we call it.

    With `at_start` the fault's line is where the part begins that the parser was reading.
    """

    pattern: str
    message: str
    at_start: bool = False


_FAULTS = (
    _Fault(r"directive", "a line that begins with % is no value: quote it"),
    _Fault(r"a (tag|TAG)\b", "a tag can't be read: quote a text that begins with !"),
    _Fault(
        r"unexpected end of stream|unexpected document (indicator|separator)",
        "the quote that opens here is never closed",
        at_start=True,
    ),
    _Fault(
        r"expected ',' or '[\]}]'",
        "there is no comma or closing bracket where one must be; the bracket opens in line {start}",
    ),
    _Fault(
        r"expected (the )?node content",
        "a value is missing, or begins with a character that must be quoted",
    ),
    _Fault(
        r"expected (<block end>|key|'-' indicator)",
        "the line doesn't fit what stands before it (begun in line {start}): check the indentation",
    ),
    _Fault(
        r"mapping values are not allowed",
        'a second ": " in one line, or a value before it that isn\'t closed: quote the value',
    ),
    _Fault(
        r"(sequence entries|mapping keys) are not allowed",
        'a "-" or "?" can\'t stand here: begin it on a line of its own, indented',
    ),
    _Fault(r"could not find expected ':'", 'a key without ": " after it', at_start=True),
    _Fault(
        r"cannot start any token",
        "a value can't begin with @, `, % or a tab: put it in quotes",
    ),
    _Fault(r"undefined tag handle", "a tag has a prefix that no %TAG line declares"),
    _Fault(
        r"alphabetic or numeric",
        "an anchor (&) or alias (*) has no name of letters, digits, - and _; "
        "quote a text that begins with & or *",
    ),
    _Fault(
        r"escape|hexdec|expected digit",
        "an unknown escape in double quotes: double the backslash or use single quotes",
    ),
    _Fault(r"equal to 0|found 0|range 1-9|indentation space", "a block of text is badly indented"),
    _Fault(
        r"expected '?<document start>", "something stands between two documents: begin it with ---"
    ),
    _Fault(r"incompatible YAML", "the %YAML line names a version that can't be read"),
    _Fault(r"comment or (a )?line break|chomping", "only a comment may follow | or >"),
)


def words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the line of a parser's error, from 1, and what to say of it."""
    if "nesting depth" in (error.problem or ""):
        return _line_of(error.problem_mark), too_deep()
    conflict = find_conflict_in_code(text)
    if conflict is not None:
        return conflict.line, f"isn't YAML: {conflict}; resolve it"
    said = f"{error.context}: {error.problem}"
    fault = next((row for row in _FAULTS if re.search(row.pattern, said)), None)
    mark = error.problem_mark or error.context_mark
    end = mark.line if mark is not None else 0
    start = error.context_mark.line if error.context_mark is not None else end
    number = start if fault is not None and fault.at_start else end
    lines = text.split("\n")
    number = min(number, len(lines) - 1)
    if templates.is_block(lines[number]) or templates.is_block(_before(lines, number)):
        return number + 1, "is a template (Jinja, Helm) and not YAML by itself; render it first"
    if "\t" in _indentation(lines[number]):
        return number + 1, "isn't YAML: a tab indents the line; use spaces"
    message = "the line can't be read" if fault is None else fault.message
    return number + 1, f"isn't YAML: {message.format(start=start + 1)}"


def _line_of(mark: yaml.Mark | None) -> int:
    return mark.line + 1 if mark is not None else 0


def _before(lines: list[str], number: int) -> str:
    """Return the last line before line `number` (from 0) that isn't blank."""
    return next((line for line in reversed(lines[:number]) if line.strip()), "")


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def unprintable(character: str) -> str:
    """Say that a text holds a character that YAML doesn't allow."""
    return (
        f"isn't YAML: holds the character U+{ord(character):04X}, as binary files do; "
        "write it as an escape in double quotes"
    )


def too_long() -> str:
    """Say that the slow parser doesn't take a text of that size."""
    return f"is over {MAX_PURE_SIZE:,} characters long, and PyYAML has no libyaml to read it fast"


def too_deep() -> str:
    """Say that lists and mappings are nested too deep."""
    return f"nests lists and mappings over {MAX_DEPTH} deep, and isn't read"


def too_many() -> str:
    """Say that there is too much."""
    return f"holds over {MAX_PARTS:,} values, with its aliases expanded, and isn't read"


def too_many_prefixes() -> str:
    """Say that there are too many %TAG lines."""
    return f"has over {MAX_PREFIXES:,} %TAG lines, and isn't read"


def twice(key: str, first: int) -> str:
    """Say that a key stands twice in a mapping."""
    return (
        f"the key {_short(key)} stands twice in one mapping, first in line {first}; "
        "the last value counts: remove one"
    )


def bad_key() -> str:
    """Say that a key is a list or mapping."""
    return "a key is a list or a mapping, and left out; quote it if it is meant as a text"


def bad_merge() -> str:
    """Say that `<<` got something else than mappings."""
    return "the merge key << wants a mapping or a list of mappings (mostly aliases: *name)"


def bad_alias(name: str, *, inside: bool) -> str:
    """Say that an alias names no anchor, or one that isn't ended yet."""
    if inside:
        return f"the anchor &{_short(name)} contains itself"
    return f"the alias *{_short(name)} names an anchor that doesn't stand before it"


def python_tag(name: str) -> str:
    """Say that a tag asks for a Python object."""
    return f"the tag !!{_short(name)} asks for a Python object, which is never made"


def no_such_value(name: str) -> str:
    """Say that a scalar isn't what its tag says."""
    return f"the value is no !!{name}, as its tag says"


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}..."  # noqa: PLR2004  a line's worth
