"""How files of data write comments: one row a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.dockerfile_lines import instructions
from pytest_etl_diagram.documents.yaml_strings import scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Lines = tuple[int, int]
    Spans = Iterable[tuple[int, int]]


def _no_more(_text: str, _code: Sequence[int]) -> list[Lines]:
    return []


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes comments.

    `sign` is a pattern of what begins one. `strings` finds where strings begin and end in a
    text. `trailing` says whether a comment may stand behind something, `blocks` whether deeper
    lines belong to the one above them, `one_statement` that a file is one statement. A line that
    `empty` matches, up to its comment, holds nothing. `statements` finds, given the lines that
    hold something, which of them are one.
    """

    sign: str
    strings: Callable[[str], Spans] = lambda _: ()
    trailing: bool = True
    blocks: bool = False
    one_statement: bool = False
    empty: re.Pattern[str] = re.compile(r"\s*")
    statements: Callable[[str, Sequence[int]], list[Lines]] = _no_more


def language_of(source: str) -> Language | None:
    """Return how the file `source`, a path, writes comments; None where it can't."""
    name = source.rpartition("/")[2].lower()
    return next(language for pattern, language in _LANGUAGES if pattern.fullmatch(name))


def _matches(pattern: str) -> Callable[[str], Spans]:
    """Find strings by a pattern, which is of comments as well: `#` may stand in a string."""
    compiled = re.compile(pattern, re.DOTALL | re.MULTILINE)
    return lambda text: (m.span("text") for m in compiled.finditer(text) if m["text"] is not None)


_QUOTED = r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\''
_VALUES = rf"(?:^|(?<=[ \t]))#[^\n]*|(?<=[=:,\[{{])[ \t]*(?P<text>{_QUOTED})"
"""A quote begins a string where a value may begin, not in `NAME=it's`."""

_SQL_TEXTS = (
    r"--[^\n]*|(?P<text>'[^']*(?:'|\Z)|\"[^\"]*(?:\"|\Z)|/\*.*?(?:\*/|\Z)|\{\#.*?(?:\#\}|\Z))"
)
"""What never ends goes on to the end, as each beginning would be tried else."""


def _options(text: str, code: Sequence[int]) -> list[Lines]:
    """Return the options of an INI text: deeper lines continue the one above."""
    lines = text.split("\n")
    found: list[Lines] = []
    for number in code:
        if found and lines[number - 1][:1].isspace():
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _instructions(text: str, _code: Sequence[int]) -> list[Lines]:
    return [(each.line, each.last) for each in instructions(text)]


_YAML = Language(
    "#", scalars, blocks=True, empty=re.compile(r"\s*|(?:---|\.\.\.)\s*|%(?:YAML|TAG)\b.*")
)

_LANGUAGES: tuple[tuple[re.Pattern[str], Language | None], ...] = tuple(
    (re.compile(pattern, re.DOTALL), language)
    for pattern, language in (
        (r".*\.json", None),
        (r".*\.ya?ml|kustomization", _YAML),
        (r".*\.(?:cfg|ini)", Language("[#;]", trailing=False, statements=_options)),
        (
            r"(?:.*\.)?(?:docker|container)file(?:[._-].*)?",
            Language("#", trailing=False, statements=_instructions),
        ),
        (r".*\.sql", Language("--", _matches(_SQL_TEXTS), one_statement=True)),
        (r".*", Language("#", _matches(_VALUES))),
    )
)
"""The first row whose pattern matches the whole name, in lower case, counts."""
