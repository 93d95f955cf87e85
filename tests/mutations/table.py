"""The tables of changes: for every project those that a reviewer must see, and those nobody must.

A table is a YAML file with the name of a project and two lists of rows, `caught` and `untouched`.
A row has a `name` and either one edit (`in` a file `replace` a text that stands there once, `with`
another one) or several `edits`; the file may be left out where the project has only one.

In a caught row `gives` lists the rules one of which an activity must report, `sequence` and
`architecture` those of drawings of that kind. Activities and sequences must both change, but for
the kinds in `silent`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
IGNORED = {"__pycache__", "__etl_diagrams__"}
COLUMNS = {"activity": "gives", "sequence": "sequence", "architecture": "architecture"}
"""Where a row lists the rules of a kind of diagram."""


@dataclass(frozen=True)
class Edit:
    """A text that stands once in a file, and what takes its place."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutation:
    """A change of a project; `gives` are the rules it must be reported by, by kind of diagram."""

    project: str
    name: str
    edits: tuple[Edit, ...]
    gives: Mapping[str, frozenset[str]]
    silent: frozenset[str]

    def __str__(self) -> str:
        """Return the id of its test."""
        return f"{self.project}: {self.name}"

    def apply(self, files: Mapping[str, str]) -> dict[str, str]:
        """Return the files as they are after the change."""
        changed = dict(files)
        for edit in self.edits:
            text = changed[edit.file]
            assert text.count(edit.old) == 1, f"stands {text.count(edit.old)} times: {edit.old!r}"
            changed[edit.file] = text.replace(edit.old, edit.new)
        return changed


def files_of(project: str) -> dict[str, str]:
    """Return the texts of a project's files by their paths in it."""
    folder = HERE / "projects" / project
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not IGNORED & set(path.parts)
    }


def projects() -> list[str]:
    """Return the names of all projects."""
    return sorted(path.stem for path in (HERE / "tables").glob("*.yaml"))


def mutations(which: str) -> list[Mutation]:
    """Return the rows `caught` or `untouched` of all tables."""
    return [mutation for project in projects() for mutation in _mutations(project, which)]


def _mutations(project: str, which: str) -> Iterator[Mutation]:
    table = yaml.safe_load((HERE / "tables" / f"{project}.yaml").read_text(encoding="utf-8"))
    only = next(name for name in files_of(project) if name.endswith(".py"))
    for row in table.get(which, ()):
        file = row.get("in", only)
        edits = tuple(_edit(edit, file) for edit in row.get("edits", [row]))
        rules = {kind: frozenset(row[key]) for kind, key in COLUMNS.items() if key in row}
        yield Mutation(project, row["name"], edits, rules, frozenset(row.get("silent", [])))


def _edit(row: Mapping[str, Any], file: str) -> Edit:
    return Edit(row.get("in", file), row["replace"], row["with"])
