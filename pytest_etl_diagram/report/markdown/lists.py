"""What else a run has to say, a list each: what passes for a reason, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Location
from pytest_etl_diagram.policy.levels import is_failing
from pytest_etl_diagram.report.markdown.drifts import line
from pytest_etl_diagram.report.markdown.escaping import code
from pytest_etl_diagram.report.markdown.room import listed_lines
from pytest_etl_diagram.report.markdown.verdict import named, source
from pytest_etl_diagram.report.words import at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Entry

LIST_ROOM = 2_500
"""The most characters of one list; the items that have no room are counted."""

_LONGEST_MESSAGE = 400


def lists(contents: Contents) -> list[str]:
    """Return all lists that aren't empty, each below its heading."""
    found = []
    for title, items in _LISTS:
        lines = [f"- {item}" for item in items(contents)]
        if lines:
            heading = f"### {title.format(fail_on=contents.fail_on)}"
            found.append("\n".join([heading, "", *listed_lines(lines, LIST_ROOM)]))
    return found


def _sorted(contents: Contents) -> list[Entry]:
    return sorted(contents.entries, key=lambda entry: entry.nodeid)


def _errors(contents: Contents) -> Iterator[str]:
    for entry in _sorted(contents):
        if entry.status == "error":
            message = code(" ".join(entry.message.split()), _LONGEST_MESSAGE)
            yield f"{named(entry)} \u00b7 {message} \u00b7 {source(entry)}"


def _missing(contents: Contents) -> Iterator[str]:
    for entry in _sorted(contents):
        if entry.status == "missing":
            yield f"{named(entry)} \u00b7 {source(entry)}"


def _allowed(contents: Contents) -> Iterator[str]:
    for entry in _sorted(contents):
        for hit in entry.drifts:
            if hit.allowed:
                what = f"{hit.drift.level} {code(hit.drift.rule)} in {named(entry)}"
                reason = code(hit.allowed, _LONGEST_MESSAGE)
                yield f"{what}: {line(hit, entry.kind)} \u00b7 because {reason}"


def _below(contents: Contents) -> Iterator[str]:
    for entry in _sorted(contents):
        for hit in entry.drifts if entry.status == "passed" else ():
            if not hit.allowed and not is_failing(hit, contents.fail_on):
                what = f"{hit.drift.level} {code(hit.drift.rule)} in {named(entry)}"
                yield f"{what}: {line(hit, entry.kind)}"


def _new(contents: Contents) -> Iterator[str]:
    return (f"{named(entry)} \u00b7 {source(entry)}" for entry in _sorted(contents) if entry.is_new)


def _problems(contents: Contents) -> Iterator[str]:
    told = {(p.path, p.line, p.message, p.fatal) for p in contents.problems}
    for path, number, message, is_fatal in sorted(told):
        place = code(at(Location(path, number)))
        kept = "" if is_fatal else " (the rest of the file was read)"
        yield f"{place} \u00b7 {code(' '.join(message.split()), _LONGEST_MESSAGE)}{kept}"


def _paths(paths: Iterable[str]) -> Iterator[str]:
    return (code(path) for path in sorted(paths))


_LISTS: tuple[tuple[str, Callable[[Contents], Iterator[str]]], ...] = (
    ("Not compared", _errors),
    ("Without a snapshot", _missing),
    ("Not understood", _problems),
    ("Below the threshold `{fail_on}`, so these don't fail", _below),
    ("Allowed", _allowed),
    ("Snapshots without a diagram", lambda contents: _paths(contents.orphans)),
    ("New since the base", _new),
    ("Gone since the base", lambda contents: _paths(contents.gone)),
)
"""Titles, and the items below each."""
