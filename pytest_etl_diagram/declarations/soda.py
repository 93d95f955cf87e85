"""Soda's files of checks: each data set that they check is a pipeline of checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations import thresholds
from pytest_etl_diagram.declarations.checks import Check, workflow
from pytest_etl_diagram.declarations.generic.settings import Told, told, without
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items
from pytest_etl_diagram.model import DataAsset, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.model import Workflow

_CHECKS = re.compile(r"checks for (.+)")
_EACH = re.compile(r"for each (?:dataset|table|column) (.+)")
_FILTER = re.compile(r"filter (.+)")


def read(files: Files, source: str) -> Found:
    """Return a pipeline of checks for each data set that a file checks."""
    file = files.yaml(source)
    found: list[Workflow] = []
    problems: list[Problem] = []
    for document in file.documents:
        if not isinstance(document, Mapping):
            continue
        filters = {
            named[1].strip(): entry
            for entry in document.entries
            if (named := _FILTER.fullmatch(entry.key))
        }
        for entry in document.entries:
            if not _CHECKS.fullmatch(entry.key) and not _EACH.fullmatch(entry.key):
                continue
            if isinstance(entry.value, Scalar) and is_given(entry.value):
                words = f"{entry.key} is a single value; give a list of checks"
                problems.append(Problem(source, entry.line, words))
                continue
            found.append(_workflow(entry, filters, source))
        if _is_contract(document):
            found.append(_contract(document, source))
    told_apart = file.problems if found or problems or not file.documents else ()
    return Found(tuple(found), problems=(*told_apart, *problems))


def _workflow(entry: Entry, filters: dict[str, Entry], source: str) -> Workflow:
    named = _CHECKS.fullmatch(entry.key)
    name = named[1].strip() if named else entry.key
    facts: list[Told] = []
    checks: Tree = entry.value
    if isinstance(checks, Mapping):  # for each dataset D: {datasets: […], checks: […]}
        for each in without(checks, {"checks"}).entries:
            facts += told(each)
        checks = checks.get("checks") or Listing()
    if name in filters:
        where = filters[name]
        inner = where.value.get("where") if isinstance(where.value, Mapping) else where.value
        facts.append(Told("filter", " ".join(shown(inner).split()), where.line))
    reads = (DataAsset("", "table", name.partition("[")[0].strip()),) if named else ()
    place = Place(source, line=entry.line)
    return workflow(
        name, place, [_check(i, entry.line) for i in items(checks)], facts=facts, reads=reads
    )


def _check(tree: Tree, line: int) -> Check:
    """Return a check: `row_count > 0` alone, or a key with what else is said of it."""
    if not isinstance(tree, Mapping) or not tree.entries:
        return _named(shown(tree), Mapping(), tree.line or line)
    first = tree.entries[0]
    rest = first.value if isinstance(first.value, Mapping) else Mapping()
    if len(tree.entries) > 1:  # a threshold beside: row_count: / warn: when < 5
        rest = Mapping((*rest.entries, *tree.entries[1:]), tree.line)
    elif not isinstance(first.value, Mapping) and is_given(first.value):
        rest = Mapping((first,), tree.line)
    return _named(first.key, rest, first.line)


def _named(text: str, settings: Mapping, line: int) -> Check:
    metric, threshold = thresholds.split(text)
    facts = [Told("threshold", threshold, line)] if threshold else []
    named = settings.get("name")
    if isinstance(named, Scalar) and is_given(named):
        facts.insert(0, Told("operator", metric, line))
    name = shown(named) if named is not None and is_given(named) else metric
    for entry in without(settings, {"name", "title"}).entries:
        facts += told(entry)
    return Check(name, tuple(facts), line)


def _is_contract(document: Mapping) -> bool:
    """Tell whether it is a contract: `dataset: orders` with checks of columns and of all rows."""
    if not isinstance(document.get("dataset"), Scalar):
        return False
    return any(True for _ in _contract_checks(document))


def _contract(document: Mapping, source: str) -> Workflow:
    name = shown(document.get("dataset"))
    place = Place(source, line=document.line)
    facts = [
        t
        for key in ("filter", "data_source", "owner")
        if (e := document.entry(key))
        for t in told(e)
    ]
    reads = (DataAsset("", "table", name),)
    return workflow(name, place, list(_contract_checks(document)), facts=facts, reads=reads)


def _contract_checks(document: Mapping) -> Iterator[Check]:
    checks = document.get("checks")
    if isinstance(checks, Listing):
        yield from (_contract_check(item, "", checks.line) for item in checks.items)
    for column in items(document.get("columns")):
        own = column.get("checks") if isinstance(column, Mapping) else None
        if isinstance(column, Mapping) and isinstance(own, Listing):
            name = shown(column.get("name"))
            yield from (_contract_check(item, name, own.line) for item in own.items)


def _contract_check(tree: Tree, column: str, line: int) -> Check:
    """Return a check of a contract: `type: missing`, or `missing: {…}` in the newer form."""
    if isinstance(tree, Mapping) and isinstance(kind := tree.get("type"), Scalar):
        base, settings = shown(kind), without(tree, {"type"})
    elif isinstance(tree, Mapping) and tree.entries:
        first = tree.entries[0]
        inner = first.value if isinstance(first.value, Mapping) else Mapping()
        base, settings = first.key, inner
    else:
        base, settings = shown(tree), Mapping()
    named = settings.get("name")
    name = shown(named) or f"{base} {column}".strip()
    facts = [Told("operator", base, tree.line or line)] if named is not None else []
    if column:
        facts.append(Told("columns", column, tree.line or line))
    for entry in without(settings, {"name"}).entries:
        facts += told(entry)
    return Check(name, tuple(facts), tree.line or line)
