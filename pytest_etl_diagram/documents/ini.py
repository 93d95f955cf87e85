"""INI files (`airflow.cfg`, `setup.cfg`) with the lines of their options.

The rules are those of Python's configparser, which keeps no lines: `#` and `;` begin comments at
the beginning of a line only, indented lines continue a value, names of options are lower-case.
References (`%(name)s`) stay as they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_etl_diagram.model import Problem

_SECTION = re.compile(r"\[(?P<name>[^\n]+)\]")
_OPTION = re.compile(r"(?P<name>[^=:\s][^=:]*?)\s*(?:[=:]\s*(?P<value>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a section, with the line of its name; `value` may have several lines."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its options, each once, in the order of the file."""

    name: str
    line: int
    options: tuple[Option, ...] = ()

    def option(self, name: str) -> Option | None:
        """Return the option with a (lower-case) name, None without one."""
        return next((option for option in self.options if option.name == name), None)


@dataclass(slots=True)
class _Begun:
    """An option whose value may go on in the next line."""

    name: str
    lines: list[str]
    line: int
    indent: int


def read_ini(text: str, source: str) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """Return the sections of an INI text and what is wrong with it.

    Of a section or option that stands twice the last value counts, and it is a problem.
    """
    problems: list[Problem] = []
    starts: dict[str, int] = {}
    found: dict[str, list[_Begun]] = {}
    section = ""
    begun: _Begun | None = None
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped:
            if begun is not None:
                begun.lines.append("")
            continue
        if stripped[0] in "#;":
            continue
        indent = len(line) - len(line.lstrip())
        if begun is not None and indent > begun.indent:
            begun.lines.append(stripped)
            continue
        begun = None
        header = _SECTION.match(stripped)
        if header is not None:
            section = header["name"]
            if section in starts:
                problems.append(_twice(source, number, "section", section, starts[section]))
            starts.setdefault(section, number)
            found.setdefault(section, [])
            continue
        begun = _option(stripped, number, indent)
        if begun is None or not section:
            problems.append(Problem(source, number, _NO_SECTION if begun else _NO_OPTION))
        if begun is not None and section:
            found[section].append(begun)
    sections = [
        Section(name, starts[name], _options(options, source, problems))
        for name, options in found.items()
    ]
    return tuple(sections), tuple(sorted(problems, key=lambda problem: problem.line))


_NO_SECTION = "an option stands before the first [section]"
_NO_OPTION = "is no [section] and no option = value; begin a comment with #"


def _option(line: str, number: int, indent: int) -> _Begun | None:
    match = _OPTION.match(line)
    if match is None or match["value"] is None:
        return None
    return _Begun(match["name"].lower(), [match["value"]], number, indent)


def _options(found: list[_Begun], source: str, problems: list[Problem]) -> tuple[Option, ...]:
    options: dict[str, Option] = {}
    for begun in found:
        first = options.get(begun.name)
        if first is not None:
            problems.append(_twice(source, begun.line, "option", begun.name, first.line))
        options[begun.name] = Option(begun.name, "\n".join(begun.lines).strip(), begun.line)
    return tuple(options.values())


def _twice(source: str, line: int, what: str, name: str, first: int) -> Problem:
    message = f"the {what} {name} stands twice, first in line {first}; remove one"
    return Problem(source, line, message)
