"""The table of endpoints: what calls of the libraries people use read, write and do."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pytest_etl_diagram.flows.endpoints.rows import EndpointTableError, rows_of
from pytest_etl_diagram.flows.endpoints.validity import document_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pytest_etl_diagram.flows.endpoints.rows import Row

ANY: Final = "*"
"""Stands for the type of a receiver that isn't known, before the names of methods."""


class Table:
    """All rows by the name of what is called, and what they refer to.

    - `systems`: name → kind (see `tree.Endpoint`). `schemes`: scheme of a URL → system; `hosts`:
      part of a web address → system; `words`: word in a placeholder → system.
    - `modes`: what libraries call a mode → our name of it.
    - `aliases`: qualified name → the one that the rows have; `a.b.*` → what `a.b` is called in the
      rows, whatever modules stand between it and the class.
    - `types`: type → its `like` (types whose rows it has too), `system`, `lazy`, `inside` (it is
      no outside place, whatever reads it).
    - `hints`: pattern for the name of an attribute or parameter → its type.
    - `noise`: names that are never a step, and all below them.
    """

    __slots__ = (
        "_canonical", "_lineages", "_owners", "_patterns", "_raw", "_rows", "_types_of_hints",
        "aliases", "hints", "hosts", "modes", "noise", "schemes", "systems", "types", "words",
    )  # fmt: skip

    def __init__(self, *documents: Mapping[str, Any]) -> None:
        """Merge documents of the file's format: a later one goes before an earlier one."""
        self.systems: dict[str, str] = {}
        self.schemes: dict[str, str] = {}
        self.hosts: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self.modes: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.types: dict[str, dict[str, Any]] = {}
        self.hints: dict[str, str] = {}
        self.noise: set[str] = set()
        self._raw: dict[str, Any] = {}
        self._owners: set[str] = set()
        for document in documents:
            self._merge(document)
        self._owners.update(self.types)
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._canonical: dict[str, str] = {}
        self._lineages: dict[str, tuple[str, ...]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._types_of_hints: dict[str, str] = {}

    def _merge(self, document: Mapping[str, Any]) -> None:
        for name in "systems schemes hosts words modes aliases types".split():
            getattr(self, name).update(document.get(name, {}))
        self.hints = {**document.get("hints", {}), **self.hints}
        self.noise.update(document.get("noise", ()))
        for owner, calls in document.get("calls", {}).items():
            if owner:
                self._owners.add(owner)
            for names, row in calls.items():
                for name in names.split():
                    self._raw[f"{owner}.{name}" if owner else name] = row

    def names(self) -> Iterator[str]:
        """Yield the name of every row."""
        yield from self._raw

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a function, or of `type.method`.

        A row for `expect_*` is one for every method whose name begins with `expect_`.
        """
        if name not in self._rows:
            owner, dot, method = name.rpartition(".")
            family = f"{owner}{dot}{method.partition('_')[0]}_*"
            found = self._raw.get(name, self._raw.get(family))
            self._rows[name] = () if found is None else rows_of(found)
        return self._rows[name]

    def lineage(self, kind: str) -> tuple[str, ...]:
        """Return a type and those it is like, nearest first."""
        if kind not in self._lineages:
            seen = [kind]
            for one in seen:
                above = self.types.get(one, {}).get("like", ())
                seen += [like for like in above if like not in seen]
            self._lineages[kind] = tuple(seen)
        return self._lineages[kind]

    def of_type(self, kind: str, name: str) -> object:
        """Return what is said of a type or the nearest one it is like, None where nothing is."""
        for one in self.lineage(kind):
            found = self.types.get(one, {}).get(name)
            if found is not None:
                return found
        return None

    def system_of_type(self, kind: str) -> str:
        """Return the system that a type belongs to, "" for none."""
        found = self.of_type(kind, "system")
        return found if isinstance(found, str) else ""

    def canonical(self, name: str) -> str:
        """Return the name that the rows have for a qualified name."""
        if name not in self._canonical:
            self._canonical[name] = self._renamed(name)
        return self._canonical[name]

    def _renamed(self, name: str) -> str:
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            prefix, rest = ".".join(parts[:end]), parts[end:]
            if prefix in self.aliases:
                return ".".join([self.aliases[prefix], *rest])
            if f"{prefix}.*" in self.aliases:
                first = next((n for n, part in enumerate(rest) if part[:1].isupper()), -1)
                rest = rest[first:] if first >= 0 else rest[-1:]
                return ".".join([self.aliases[f"{prefix}.*"], *rest])
        return name

    def known(self, kind: str) -> bool:
        """Tell whether the rows say anything of a type."""
        return kind in self._owners

    def type_of_hint(self, hint: str) -> str:
        """Return the type of what is held by an attribute or parameter of this name, or ""."""
        if hint not in self._types_of_hints:
            self._types_of_hints[hint] = self._hinted(hint.strip("_").lower())
        return self._types_of_hints[hint]

    def _hinted(self, plain: str) -> str:
        if not self._patterns:
            self._patterns = [(re.compile(pattern), kind) for pattern, kind in self.hints.items()]
        return next((kind for pattern, kind in self._patterns if pattern.search(plain)), "")


@cache
def built_in() -> Table:
    """Return the table of this package, loaded once."""
    return Table(*_documents())


@cache
def _documents() -> tuple[Mapping[str, Any], ...]:
    folder = files(__package__) / "tables"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return tuple(json.loads(file.read_bytes()) for file in found)


def load_table(path: Path) -> Table:
    """Return the table of this package with the rows of a user's file before its own.

    The file is JSON, or YAML by its suffix. Raises EndpointTableError, naming the file and each
    row that is wrong, for a file that can't be read or doesn't fit.
    """
    document = _read(path)
    wrong = tuple(document_faults(document, built_in().systems))
    if wrong or not isinstance(document, dict):
        raise EndpointTableError("\n  ".join([f"{path}:", *wrong]))
    return Table(*_documents(), document)


def _read(path: Path) -> object:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() in (".yaml", ".yml"):
            import yaml  # noqa: PLC0415 -- JSON files don't need it

            try:
                return yaml.safe_load(text)
            except yaml.YAMLError as error:
                raise EndpointTableError(f"{path}: no YAML: {error}") from error
        return json.loads(text)
    except (OSError, ValueError) as error:
        raise EndpointTableError(f"{path}: {error}") from error
