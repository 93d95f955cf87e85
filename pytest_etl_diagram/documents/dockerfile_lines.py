"""The instructions of a Dockerfile: comments, continued lines and here-documents resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIRECTIVE = re.compile(r"#\s*(?P<name>[a-zA-Z][\w-]*)\s*=\s*(?P<value>.*?)\s*\Z")
_DIRECTIVES = ("syntax", "escape", "check")
_HEREDOC = re.compile(r"(?<!<)[0-9]?<<(?P<dash>-?)(?P<quote>['\"]?)(?P<end>[A-Za-z_]\w*)(?P=quote)")
_WITH_HEREDOC = frozenset(("RUN", "COPY", "ADD"))


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name in capitals, the rest of it in one line, and its first line.

    `body` is what its here-documents hold. `is_open` says that one of them never ends. `last` is
    the last of its lines, with those of its here-documents.
    """

    name: str
    rest: str
    line: int
    body: str = ""
    is_open: bool = False
    last: int = 0


def instructions(text: str) -> Iterator[Instruction]:
    """Give a Dockerfile's instructions, in its order."""
    lines = text.split("\n")
    escape, at = _escape(lines)
    while at < len(lines):
        start = at
        if not lines[at].strip() or lines[at].lstrip().startswith("#"):
            at += 1
            continue
        words, at = _joined(lines, at, escape)
        name, _, rest = words.strip().partition(" ")
        if "\t" in name:
            name, _, rest = words.strip().partition("\t")
        instruction = Instruction(name.upper(), rest.strip(), start + 1)
        if instruction.name in _WITH_HEREDOC:
            instruction, at = _with_body(instruction, lines, at)
        yield replace(instruction, last=at)


def _escape(lines: list[str]) -> tuple[str, int]:
    """Return the escape character, and the first line (from 0) that is no parser directive."""
    escape = "\\"
    for number, line in enumerate(lines):
        match = _DIRECTIVE.match(line.strip())
        if match is None or match["name"].lower() not in _DIRECTIVES:
            return escape, number
        if match["name"].lower() == "escape" and match["value"] in ("\\", "`"):
            escape = match["value"]
    return escape, len(lines)


def _joined(lines: list[str], at: int, escape: str) -> tuple[str, int]:
    """Return an instruction that begins in a line with those that continue it, and what follows.

    Comments and empty lines between them count for nothing.
    """
    parts: list[str] = []
    while at < len(lines):
        line = lines[at]
        at += 1
        if parts and (not line.strip() or line.lstrip().startswith("#")):
            continue
        stripped = line.rstrip()
        if not stripped.endswith(escape) or stripped.endswith(escape * 2):
            parts.append(line)
            break
        parts.append(stripped[:-1])
    return "".join(parts), at


def _with_body(instruction: Instruction, lines: list[str], at: int) -> tuple[Instruction, int]:
    """Return an instruction with its here-documents, and the line after them."""
    body: list[str] = []
    is_open = False
    for match in _HEREDOC.finditer(instruction.rest):
        while at < len(lines):
            line = lines[at].lstrip("\t") if match["dash"] else lines[at]
            at += 1
            if line == match["end"]:
                break
            body.append(line)
        else:
            is_open = True
    if not body and not is_open:
        return instruction, at
    text = "\n".join(body)
    return Instruction(instruction.name, instruction.rest, instruction.line, text, is_open), at
