"""Properties in YAML (`schema.yml` and the like): what is said there of models, and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.checks import KEYS, Notes, checks, names_in
from pytest_etl_diagram.declarations.dbt.described import (
    Described,
    Exposure,
    Properties,
    SourceTable,
)
from pytest_etl_diagram.declarations.dbt.settings import setting_of
from pytest_etl_diagram.declarations.dbt.values import Setting, Settings, Use, plain
from pytest_etl_diagram.documents.tree import Listing, Mapping, is_null, items, mapping, text
from pytest_etl_diagram.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree

KINDS = {
    "models": "model",
    "seeds": "seed",
    "snapshots": "snapshot",
    "data_tests": "test",
    "tests": "test",
}
"""Keys of a properties file → the kind of the resources that it describes."""
INLINE = ("access", "latest_version", "deprecation_date", "group")
"""Settings that stand beside `config`, too."""


@dataclass(slots=True)
class Reader:
    """A properties file that is being read: what it says goes into `found`."""

    path: str
    render: Callable[[str, int, str], object]
    found: Described
    notes: Notes

    def problem(self, line: int, words: str, *, fatal: bool = True) -> None:
        """Note something that is wrong."""
        self.found.problems.append(Problem(self.path, line, words, fatal))

    def plain(self, tree: Tree | None) -> object:
        """Return a plain value, with Jinja worked out."""
        return plain(tree, lambda text, line: self.render(text, line, self.path))

    def place(self, line: int) -> Place:
        """Return a place in this file."""
        return Place(self.path, line=line)

    def rows(
        self, content: Mapping, key: str, named: str = "name"
    ) -> Iterator[tuple[Mapping, str]]:
        """Yield the entries of a list with their names; others are problems."""
        given = content.get(key)
        if given is None or is_null(given):
            return
        if not isinstance(given, Listing):
            self.problem(given.line, f"'{key}' is no list; write '- {named}: …' for each")
            return
        for item in given.items:
            name = text(item.get(named)) if isinstance(item, Mapping) else ""
            if isinstance(item, Mapping) and name:
                yield item, name
            else:
                self.problem(item.line, f"an entry of '{key}' has no '{named}'; give it one")


def read_properties(
    files: Files,
    path: str,
    render: Callable[[str, int, str], object],
    found: Described,
    usual: dict[str, str],
) -> None:
    """Add what a properties file says to `found`; `usual` are settings of all its tests."""
    read = files.yaml(path)
    found.problems += read.problems
    for document in read.documents[:1]:
        if not isinstance(document, Mapping):
            continue
        reader = Reader(path, render, found, Notes(path, found.problems, usual))
        for key, kind in KINDS.items():
            for row, name in reader.rows(document, key):
                _resource(reader, kind, row, name)
        for row, name in reader.rows(document, "sources"):
            _source(reader, row, name)
        for row, name in reader.rows(document, "exposures"):
            _exposure(reader, row, name)
        for row, name in reader.rows(document, "unit_tests"):
            _unit_test(reader, row, name)


def _resource(reader: Reader, kind: str, row: Mapping, name: str) -> None:
    known = reader.found.resources.get((kind, name))
    if known is not None and known.place.line:
        where = f"{known.place.path}:{known.place.line}"
        reader.problem(row.line, f"{kind} {name!r} is described already in {where}; join the two")
        return
    found = known or Properties(kind, name, reader.place(_line(row)))
    found.place = reader.place(_line(row))
    reader.found.resources[kind, name] = found
    _fill(reader, found, row, ())
    relation = row.get("relation")
    if kind == "snapshot" and relation is not None:
        found.relation = _use(reader, text(relation), relation.line)
        if found.relation is None:
            reader.problem(relation.line, "'relation' names no ref(…) or source(…)")
    for version in items(row.get("versions")):
        each = mapping(version)
        number = text(each.get("v"))
        if not number:
            reader.problem(version.line, f"a version of {name!r} has no 'v'; give its number")
            continue
        made = Properties(kind, name, reader.place(_line(each)))
        _fill(reader, made, each, items(row.get("columns")))
        made.defined_in = text(each.get("defined_in"))
        if each.get(*KEYS) is None:
            made.checks = [c for c in found.checks if "(" not in c.text] + made.checks
        found.versions[number] = made


def _line(row: Mapping) -> int:
    entry = row.entry("name") or row.entry("v")
    return entry.line if entry is not None else row.line


def _fill(reader: Reader, found: Properties, row: Mapping, around: tuple[Tree, ...]) -> None:
    """Take the settings, tests and constraints of a row; `around` are columns that it inherits."""
    found.settings = dict(settings(reader, row))
    found.checks += checks(row, "", reader.notes)
    found.constraints += _constraints(row, "")
    for column in (*_inherited(row, around), *items(row.get("columns"))):
        each = mapping(column)
        name = text(each.get("name"))
        if name:
            found.checks += checks(each, name, reader.notes)
            found.constraints += _constraints(each, name)
        elif each.get("include") is None:
            reader.problem(column.line, "a column has no 'name'; give it one")


def _inherited(row: Mapping, around: tuple[Tree, ...]) -> list[Tree]:
    """Return the columns of a model that a version of it takes over (`include`, `exclude`)."""
    given = items(row.get("columns"))
    rule = next((mapping(c) for c in given if mapping(c).get("include") is not None), None)
    if rule is None:
        return [] if given else list(around)
    wanted = {text(item) for item in items(rule.get("include"))}
    left = {text(item) for item in items(rule.get("exclude"))}
    left |= {text(mapping(c).get("name")) for c in given}
    takes_all = bool(wanted & {"all", "*"})
    named = ((text(mapping(c).get("name")), c) for c in around)
    return [c for name, c in named if (takes_all or name in wanted) and name not in left]


def settings(reader: Reader, row: Mapping) -> Iterator[tuple[str, Setting]]:
    """Yield the settings of a row: those beside its `config`, and those in it."""
    for key in INLINE:
        entry = row.entry(key)
        if entry is not None and not is_null(entry.value):
            yield key, Setting(reader.plain(entry.value), reader.place(entry.line))
    for key in ("tags", "config"):
        entry = row.entry(key)
        if entry is None:
            continue
        inner = entry.value if key == "config" else Mapping((entry,))
        for each in mapping(inner).entries:
            name = each.key.removeprefix("+").replace("-", "_")
            yield name, setting_of(name, each, reader.path, reader.render)


def _constraints(row: Mapping, column: str) -> Iterator[str]:
    for each in items(row.get("constraints")):
        given = mapping(each)
        kind = text(given.get("type"))
        named = column or " | ".join(text(c) for c in items(given.get("columns")))
        extra = text(given.get("expression", "to")).replace(", ", ",")
        inner = ": ".join(part for part in (named, extra) if part)
        if kind:
            yield f"{kind}({inner})" if inner else kind


# -- sources, exposures, unit tests ---------------------------------------------------------------

_OF_SOURCE = ("database", "schema", "loader", "loaded_at_field", "loaded_at_query", "freshness")


def _source(reader: Reader, row: Mapping, name: str) -> None:
    shared = dict(_source_settings(reader, row))
    for table, table_name in reader.rows(row, "tables"):
        known = reader.found.sources.get((name, table_name))
        if known is not None:
            where = f"{known.place.path}:{known.place.line}"
            words = f"the source {name}.{table_name} is described already in {where}"
            reader.problem(table.line, f"{words}; join the two")
            continue
        own = dict(_source_settings(reader, table))
        found = SourceTable(name, table_name, reader.place(_line(table)))
        tags = [*_tags(shared), *_tags(own)]
        found.settings = {**shared, **own}
        if tags:
            place = (own.get("tags") or shared["tags"]).place
            found.settings["tags"] = Setting(tags, place)
        made = Properties("source", table_name, found.place)
        _fill(reader, made, table, ())
        found.checks = made.checks
        reader.found.sources[name, table_name] = found


def _tags(known: Settings) -> list[object]:
    value = known["tags"].value if "tags" in known else []
    return list(value) if isinstance(value, list) else [value]


def _source_settings(reader: Reader, row: Mapping) -> Iterator[tuple[str, Setting]]:
    for key in (*_OF_SOURCE, "identifier", "external"):
        entry = row.entry(key)
        if entry is not None:
            yield key, Setting(reader.plain(entry.value), reader.place(entry.line))
    yield from settings(reader, row)


def _exposure(reader: Reader, row: Mapping, name: str) -> None:
    found = Exposure(name, reader.place(_line(row)))
    for key in ("type", "maturity"):
        entry = row.entry(key)
        if entry is not None:
            found.settings[key] = Setting(reader.plain(entry.value), reader.place(entry.line))
    found.settings.update(settings(reader, row))
    for each in items(row.get("depends_on")):
        use = _use(reader, text(each), each.line)
        if use is not None:
            found.uses.append(use)
        elif not text(each).strip(" {").startswith("metric("):
            reader.problem(each.line, f"{text(each)!r} is no ref(…) or source(…)")
    reader.found.exposures[name] = found


def _unit_test(reader: Reader, row: Mapping, name: str) -> None:
    model = text(row.get("model"))
    use = _use(reader, model, row.line)
    tested = use.names[1] if use is not None else model
    if not tested:
        reader.problem(row.line, f"the unit test {name!r} names no 'model'")
        return
    key = ("model", tested)
    if key not in reader.found.resources:
        reader.found.resources[key] = Properties("model", tested, reader.place(0))
    reader.found.resources[key].unit_tests.append(name)


def _use(reader: Reader, written: str, line: int) -> Use | None:
    """Return what a text of YAML refers to, None where it is no `ref` and no `source`."""
    named = names_in(written, line)
    if named is None:
        return None
    kind, told, version = named
    first, _, second = told.partition(".")
    names = (first, second) if second else ("", first)
    return Use(kind, names, reader.place(line), version)
