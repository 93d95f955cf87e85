"""Checks that a step holds as a list of its own: told in words, as members of one fact.

    not_null(id), range(amount; max: 9; min: 0) [severity: warn]

No member holds `, `, which parts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations import thresholds
from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.settings import Told, opened, told, without
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Mapping, Scalar, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree

FACT = "checks"
_LISTS = (*words.CHECKS, "rules")
_OF = (*words.COLUMNS, "name")
_REMARKS = frozenset("severity level on_fail on_failure action".split())


@dataclass(frozen=True, slots=True)
class Checks:
    """The facts of a step's checks, the settings that they stand for, and the line of each check.

    `used` are those settings in snake case. The names of `lines` are `checks not_null(id)`.
    """

    told: tuple[Told, ...] = ()
    used: frozenset[str] = frozenset()
    lines: tuple[Told, ...] = ()


def checks_in(settings: Mapping) -> Checks:
    """Return the checks that a step lists, or that a setting of it does (`quality_gate`)."""
    for entry in settings.entries:
        if snake(entry.key) not in _LISTS or entry.value.tag:
            continue
        used = frozenset({snake(entry.key)})
        if isinstance(entry.value, Mapping):
            inner = checks_in(entry.value)
            rest = told(Entry(entry.key, without(entry.value, inner.used), entry.line))
            if inner.told:
                return Checks((*inner.told, *rest), used, inner.lines)
        elif any(isinstance(item, Mapping) for item in items(entry.value)):
            found = sorted({pair for item in items(entry.value) for pair in _checks(item)})
            lines = tuple(Told(f"{FACT} {text}", "", line or entry.line) for text, line in found)
            text = ", ".join(dict.fromkeys(text for text, _ in found))
            return Checks((Told(FACT, text, entry.line),), used, lines)
    return Checks()


def _checks(item: Tree) -> Iterator[tuple[str, int]]:
    """Yield the checks of one item of a list in words, each with its line."""
    if not isinstance(item, Mapping) or item.tag:
        if is_given(item):
            yield _plain(" ".join(filter(None, thresholds.split(shown(item))))), item.line
        return
    kind, inner = find(item, words.CHECK_TYPES), find(item, _LISTS)
    if kind is None and inner is not None and not isinstance(inner.value, Mapping):
        rest = without(item, {snake(inner.key)})
        for each in items(inner.value):  # `{column: id, checks: [unique, not_null]}`
            if isinstance(each, Scalar):
                yield _text(shown(each), rest), each.line
            else:
                of = shown(entry.value) if (entry := find(rest, _OF)) else ""
                yield from (
                    (f"{text} of {of}" if of else text, line) for text, line in _checks(each)
                )
        return
    if kind is None and len(item.entries) == 1:
        yield _keyed(item.entries[0]), item.line
        return
    named = kind or find(item, words.STEP_NAMES)
    name = shown(named.value) if named is not None and isinstance(named.value, Scalar) else "check"
    yield _text(name, Mapping(tuple(e for e in item.entries if e is not named))), item.line


def _keyed(only: Entry) -> str:
    """Return `not_null: [id]` in words: what is no mapping are the columns."""
    if isinstance(only.value, Mapping) and not only.value.tag:
        return _text(only.key, only.value)
    return _text(only.key, Mapping((Entry("columns", only.value, only.line),)))


def _text(name: str, settings: Mapping) -> str:
    """Return a check as `range(amount; max: 9) [severity: warn]`."""
    given = [e for e in opened(settings).entries if is_given(e.value)]
    given = [e for e in given if snake(e.key) not in words.UNSHOWN]
    of = [_plain(shown(e.value)) for e in given if snake(e.key) in _OF]
    others = sorted(_setting(e) for e in given if snake(e.key) not in (*_OF, *_REMARKS))
    remarks = sorted(_setting(e) for e in given if snake(e.key) in _REMARKS)
    inside = f"({'; '.join((*of, *others))})" if of or others else ""
    return _plain(name) + inside + (f" [{'; '.join(remarks)}]" if remarks else "")


def _setting(entry: Entry) -> str:
    return f"{entry.key}: {_plain(shown(entry.value, entry.key))}"


def _plain(text: str) -> str:
    """Return a text without what parts the checks."""
    return " ".join(text.split()).replace(", ", ",")
