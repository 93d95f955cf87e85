"""The facts of a whole pipeline: when it runs, and what it says of itself besides its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.settings import Told, told
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = frozenset({*words.NAMES, "version"})
RUNNING = frozenset({"mode", "strategy"})
"""Settings that say how a pipeline runs, or how it writes."""
_RENAMED = {"retries": ("retries", "max_retries", "retry_count", "num_retries")}


def workflow_facts(settings: Mapping) -> tuple[Told, ...]:
    """Return what a pipeline's settings tell that belong to none of its stages, in no order."""
    found: list[Told] = []
    schedule = find(settings, words.SCHEDULES)
    if schedule is not None:
        found.extend(_schedule(schedule))
    names = {old: new for new, olds in _RENAMED.items() for old in olds}
    for entry in settings.entries:
        key = snake(entry.key)
        if entry is schedule or key in _NAMES or key in words.UNSHOWN:
            continue
        if isinstance(entry.value, Scalar):
            of_run = key in RUNNING and not writes_by(entry)
            found.extend(told(entry, f"run_{key}" if of_run else names.get(key, entry.key)))
        else:
            found.extend(told(entry))
    return tuple(found)


def writes_by(entry: Entry) -> bool:
    """Tell whether a `mode` is a way to write (`upsert`), and not one to run (`streaming`)."""
    return bool(words.WRITING & set(words.words_of(shown(entry.value))))


def _schedule(entry: Entry) -> Iterator[Told]:
    """Yield when a pipeline runs: a text, or a mapping of it with its time zone and the like."""
    value = entry.value
    if isinstance(value, Listing) and value.items and isinstance(value.items[0], Mapping):
        inner = [item for item in value.items if isinstance(item, Mapping)]
        timed = [item for item in inner if find(item, words.SCHEDULE_VALUES) is not None]
        if len(inner) == 1 and timed:
            value = timed[0]
    if not isinstance(value, Mapping) or value.tag:
        if is_given(value):
            yield Told("schedule", shown(value), entry.line)
        return
    time = find(value, words.SCHEDULE_VALUES)
    if time is not None and isinstance(time.value, Scalar):
        yield Told("schedule", shown(time.value), time.line)
    for each in value.entries:
        if each is time or (snake(each.key) == "type" and time is not None):
            continue
        yield from told(each, f"schedule.{each.key}" if time is None else each.key)
