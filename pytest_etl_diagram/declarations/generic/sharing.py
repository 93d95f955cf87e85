"""What pipelines of a file share: defaults, what stands around them, what they extend."""

from __future__ import annotations

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.parts import section_of
from pytest_etl_diagram.declarations.generic.settings import merged, without
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Mapping, Scalar

MAX_DEPTH = 3
"""So deep in wrappers, and so far along what they extend, pipelines are looked for."""
DEFINITIONS = tuple(
    "sources targets sinks destinations connections databases transforms transformations "
    "validations checks quality_checks steps inputs outputs data_sources datasources".split()
)
"""Keys below which parts of pipelines are defined by name."""


def with_outer(inner: Mapping, outer: Mapping, wrapper: str = "") -> Mapping:
    """Give what stands in a wrapper the names that are defined beside it, and its settings.

    Beside `spec:` or in a document that has a name all settings are the pipeline's.
    """
    kept = {*DEFINITIONS, *words.DEFAULTS, *words.NAMES} - set(words.PIPELINES)
    told = find(outer, ("metadata",))
    about = told.value.entries if told is not None and isinstance(told.value, Mapping) else ()
    named = tuple(e for e in about if snake(e.key) in words.NAMES)
    is_whole = wrapper in words.CONTENTS or (bool(wrapper) and bool(name_of(outer)))
    beside = tuple(
        e
        for e in outer.entries
        if not section_of(e)
        and (snake(e.key) in (*kept, *words.OF_ALL) or (is_whole and _is_setting(e)))
    )
    return merged(inner, Mapping((*beside, *named)))


def _is_setting(entry: Entry) -> bool:
    """Tell whether something beside a pipeline's contents is a setting of it."""
    key = snake(entry.key)
    others = {*words.PIPELINES, *words.WRAPPERS, *words.STEP_TYPES, *DEFINITIONS}
    return key not in {*others, "api_version", "apiversion", "metadata", "version"}


def extended(settings: Mapping, siblings: Mapping, depth: int = MAX_DEPTH) -> Mapping:
    """Add what another pipeline says that this one extends."""
    entry = find(settings, words.EXTENDS)
    base = siblings.get(shown(entry.value)) if entry is not None else None
    if entry is None or not isinstance(base, Mapping) or base.tag or base == settings or not depth:
        return settings
    own = without(settings, {snake(entry.key)})
    return merged(own, extended(without(base, {*words.NAMES}), siblings, depth - 1))


def defaults(*around: Mapping) -> Mapping:
    """Return what stands under `defaults` beside the pipelines, for where one says nothing."""
    settings = Mapping()
    for mapping in around:
        for key in words.DEFAULTS:
            entry = find(mapping, (key,))
            if entry is not None and isinstance(entry.value, Mapping):
                settings = merged(settings, entry.value)
        of_all = tuple(e for e in mapping.entries if snake(e.key) in words.OF_ALL)
        settings = merged(settings, Mapping(of_all))
    return settings


def name_of(mapping: Mapping) -> str:
    """Return the name that a pipeline says it has, "" without one."""
    for key in words.NAMES:
        entry = find(mapping, (key,))
        if entry is not None and isinstance(entry.value, Scalar) and is_given(entry.value):
            return shown(entry.value)
    return ""
