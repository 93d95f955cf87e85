"""Great Expectations: suites of expectations, and checkpoints that validate data by them."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.checks import Check, workflow
from pytest_etl_diagram.declarations.generic.settings import Told, told, without
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items, mapping
from pytest_etl_diagram.model import DataAsset, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.model import Workflow

_SUITE_NAMES = ("expectation_suite_name", "name")
_REQUEST_NAMES = {
    "datasource": ("datasource_name", "datasource"),
    "asset": ("data_asset_name", "table", "path", "query"),
}
_MARKING = {"id", "ge_cloud_id", "meta", "notes", "rendered_content"}


def read(files: Files, source: str) -> Found:
    """Return a suite or a checkpoint as a pipeline of checks."""
    file = files.yaml(source)
    found: list[Workflow] = []
    problems: list[Problem] = []
    read_too: list[str] = []
    for document in file.documents:
        if not isinstance(document, Mapping):
            continue
        expectations = document.get("expectations")
        if isinstance(expectations, Listing) and _names_suite(document, expectations):
            found.append(_suite(document, expectations, source, problems))
        elif _validations(document):
            found.append(_checkpoint(_defined(document, files, source, read_too), source))
    own = file.problems if found or not file.documents else ()
    return Found(tuple(found), problems=(*own, *problems), dependencies=tuple(read_too))


def _stem(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0]


def _first(document: Mapping, names: tuple[str, ...]) -> str:
    found = (shown(document.get(name)) for name in names)
    return next((name for name in found if name), "")


def _names_suite(document: Mapping, expectations: Listing) -> bool:
    """Tell a suite from results and from lists of other expectations."""
    if document.get("results") is not None:
        return False
    named = document.get("expectation_suite_name", "meta") is not None
    typed = any(_type(item).startswith("expect_") for item in expectations.items)
    return typed or (named and not expectations.items)


def _type(tree: Tree) -> str:
    return _first(mapping(tree), ("expectation_type", "type"))


def _suite(
    document: Mapping, expectations: Listing, source: str, problems: list[Problem]
) -> Workflow:
    checks = []
    for item in expectations.items:
        if _type(item):
            checks.append(_expectation(mapping(item)))
        else:
            words = "this expectation has no type; give its expectation_type"
            problems.append(Problem(source, item.line or expectations.line, words))
    name = _first(document, _SUITE_NAMES) or _stem(source)
    return workflow(name, Place(source, line=document.line), checks)


def _expectation(expectation: Mapping) -> Check:
    """Return an expectation: it is told by its type and by the columns that it is about."""
    kwargs = mapping(expectation.get("kwargs"))
    columns = [
        shown(entry.value)
        for entry in kwargs.entries
        if entry.key in ("column", "column_A", "column_B", "column_list", "column_set")
    ]
    about = ", ".join(sorted(columns)) if all(len(c) <= MAX_SHOWN for c in columns) else ""
    facts = [t for entry in kwargs.entries for t in told(entry)]
    severity = expectation.entry("severity")
    if severity is not None:
        facts += told(severity)
    return Check(f"{_type(expectation)} {about}".strip(), tuple(facts), expectation.line)


MAX_SHOWN = 80
"""A longer list of columns isn't part of a name."""


def _validations(document: Mapping) -> tuple[Tree, ...]:
    """Return the validations of a checkpoint, of any version of the library."""
    found = items(document.get("validations", "batches", "validation_definitions"))
    own = "validation_definitions" in {entry.key for entry in document.entries}
    telling = ("batch_request", "batch_kwargs", "expectation_suite_name", "expectation_suite_names")
    has_default = document.get("batch_request", "expectation_suite_name") is not None
    kind = shown(document.get("class_name"))
    is_checkpoint = own or has_default or kind.endswith("Checkpoint")
    if any(mapping(item).get(*telling) is not None for item in found):
        return found
    return (found or (document,)) if is_checkpoint and (found or has_default) else ()


def _defined(checkpoint: Mapping, files: Files, source: str, read_too: list[str]) -> Mapping:
    """Add to the validations of a checkpoint what the files say that define them."""
    folder = posixpath.dirname(posixpath.dirname(source))

    def of(item: Tree) -> Tree:
        path = posixpath.join(
            folder, "validation_definitions", f"{shown(mapping(item).get('name'))}.json"
        )
        if mapping(item).get("name") is None or not files.exists(path):
            return item
        read_too.append(path)
        own = mapping(next(iter(files.yaml(path).documents), None))
        data = mapping(own.get("data"))
        names = {
            "datasource_name": _name(data.get("datasource")),
            "data_asset_name": _name(data.get("asset")),
        }
        request = Mapping(
            tuple(Entry(k, Scalar(v, v, item.line), item.line) for k, v in names.items() if v),
            item.line,
        )
        suite = _name(own.get("suite"))
        told_there = (
            Entry("batch_request", request, item.line),
            Entry("expectation_suite_name", Scalar(suite, suite, item.line), item.line),
        )
        return Mapping((*mapping(item).entries, *told_there[: 2 if suite else 1]), item.line)

    entries = (
        replace(e, value=Listing(tuple(of(item) for item in items(e.value)), e.value.line))
        if e.key == "validation_definitions"
        else e
        for e in checkpoint.entries
    )
    return Mapping(tuple(entries), checkpoint.line)


def _name(tree: Tree | None) -> str:
    return shown(mapping(tree).get("name"))


def _checkpoint(document: Mapping, source: str) -> Workflow:
    checks = [c for item in _validations(document) for c in _validation(mapping(item), document)]
    reads = tuple(
        dict.fromkeys(
            DataAsset("", "table", t.value) for c in checks for t in c.told if t.name == "asset"
        )
    )
    checks += list(_actions(document))
    name = _first(document, ("name",)) or _stem(source)
    facts = [
        t
        for entry in document.entries
        if entry.key in ("run_name_template", "validation_operator_name", "notify_on")
        for t in told(entry)
    ]
    return workflow(name, Place(source, line=document.line), checks, facts=facts, reads=reads)


def _validation(validation: Mapping, checkpoint: Mapping) -> Iterator[Check]:
    """Yield a check for each suite that a validation goes by."""
    request = mapping(validation.get("batch_request", "batch_kwargs")) or Mapping()
    default = mapping(checkpoint.get("batch_request"))
    facts = []
    for name, keys in _REQUEST_NAMES.items():
        entries = (m.entry(key) for m in (request, default) for key in keys)
        entry = next((e for e in entries if e is not None and is_given(e.value)), None)
        if entry is not None and isinstance(entry.value, Scalar):
            facts.append(Told(name, shown(entry.value), entry.line))
    suites = [
        item
        for owner in (validation, checkpoint)
        for item in items(owner.get("expectation_suite_names", "expectation_suite_name"))
    ]
    asset = next((t.value for t in facts if t.name == "asset"), "")
    if not suites:
        name = _first(validation, ("name", "id")) or asset or "validation"
        yield Check(name, tuple(facts), validation.line)
    for suite in suites[: max(1, len(items(validation.get("expectation_suite_names"))))]:
        text = shown(suite)
        yield Check(
            f"{text} {asset}".strip(),
            (*facts, Told("suite", text, suite.line)),
            validation.line or suite.line,
        )


def _actions(document: Mapping) -> Iterator[Check]:
    """Yield what a checkpoint does with the results, but for keeping them."""
    for item in items(document.get("action_list", "actions")):
        action = mapping(item)
        inner = mapping(action.get("action")) if action.get("action") is not None else action
        kind = _first(inner, ("class_name", "type"))
        if kind.startswith(("Store", "UpdateDataDocs", "store_", "update_data_docs")):
            continue
        kept = without(inner, {"class_name", "type", "name", "renderer", *_MARKING})
        facts = [Told("operator", kind, inner.line)] if kind else []
        facts += [t for entry in kept.entries for t in told(entry)]
        yield Check(
            _first(action, ("name",)) or kind or "action", tuple(facts), action.line, "notify"
        )
