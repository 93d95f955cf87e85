"""The parts of a pipeline: its sources, steps, checks and targets, whatever the file calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.reading import NAMES_DATA, as_settings
from pytest_etl_diagram.declarations.generic.replicating import replicated
from pytest_etl_diagram.declarations.generic.scheduling import RUNNING, writes_by
from pytest_etl_diagram.declarations.generic.sections import Section, section_under
from pytest_etl_diagram.declarations.generic.settings import merged, without
from pytest_etl_diagram.declarations.generic.shapes import (
    CHECK,
    SOURCE,
    STEP,
    TARGET,
    TRANSFORM,
    Wrong,
    faults_of,
)
from pytest_etl_diagram.declarations.generic.values import is_given
from pytest_etl_diagram.declarations.generic.words import snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Tree

SECTIONS = {
    SOURCE: words.SOURCES,
    TRANSFORM: words.TRANSFORMS,
    STEP: words.STEPS,
    CHECK: words.CHECKS,
    TARGET: words.TARGETS,
}
_SECTION_OF = {name: section for section, names in SECTIONS.items() for name in names}
_PREFIXES = {
    SOURCE: ("source_", "src_", "input_"),
    TARGET: ("target_", "destination_", "dest_", "sink_", "output_", "tgt_"),
}
_SUFFIX = re.compile(r"_(?:specs?|configs?|configurations?|settings|details|definitions?)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """A pipeline's sections, its other settings, and what is wrong with it."""

    sections: tuple[Section, ...]
    settings: Mapping
    wrong: tuple[Wrong, ...] = ()

    def of(self, name: str) -> tuple[Section, ...]:
        """Return the sections of one sort."""
        return tuple(section for section in self.sections if section.name == name)


def parts_of(pipeline: Mapping) -> Parts:
    """Return the parts of a pipeline."""
    pipeline = _gathered(_flattened(pipeline))
    sections: list[Section] = []
    settings: list[Entry] = []
    wrong: list[Wrong] = []
    ends = {SOURCE: False, TARGET: False}
    for entry in sorted(pipeline.entries, key=_rank):
        name = section_of(entry)
        if not name or not is_given(entry.value) or ends.get(name, False):
            settings.append(entry)
            continue
        faults, good = faults_of(name, entry)
        wrong.extend(faults)
        if good is None:
            settings += () if faults else (entry,)
            continue
        section = section_under(name, good)
        if not section.parts:
            settings.append(entry)
            continue
        sections.append(section)
        if name in ends:
            ends[name] = True
    parts = Parts(tuple(sections), Mapping(tuple(settings), pipeline.line), tuple(wrong))
    return _replicated(_given_out(parts))


def _replicated(parts: Parts) -> Parts:
    """Give each of the tables that a pipeline copies a load of its own."""
    ends = [s for s in parts.sections if s.name in (SOURCE, TARGET)]
    if len(ends) != len(_PREFIXES) or any(len(section.parts) != 1 for section in ends):
        return parts
    source, target = ends
    found = replicated(source.parts[0], target.parts[0], parts.settings)
    if found is None:
        return parts
    read, targets, settings = found
    made = {SOURCE: replace(source, parts=(read,)), TARGET: replace(target, parts=targets)}
    sections = tuple(made.get(section.name, section) for section in parts.sections)
    return Parts(sections, settings, parts.wrong)


def _given_out(parts: Parts) -> Parts:
    """Give the only source and target what the pipeline says of them among its own settings."""
    sections, left = list(parts.sections), parts.settings
    for name, names in ((SOURCE, words.OF_SOURCE), (TARGET, words.OF_TARGET)):
        found = [n for n, section in enumerate(sections) if section.name == name]
        if len(found) != 1 or len(sections[found[0]].parts) != 1:
            continue
        section = sections[found[0]]
        part = section.parts[0]
        own = tuple(e for e in left.entries if _is_said_of(e, name, names))
        if words.find(as_settings(part.tree, part.line), NAMES_DATA) is not None:
            own = tuple(e for e in own if snake(e.key) not in words.TABLES)
        if not own:
            continue
        told = Mapping(tuple(inner for entry in own for inner in _inner(entry, name)), part.line)
        tree = merged(as_settings(part.tree, part.line), told)
        sections[found[0]] = replace(section, parts=(replace(part, tree=tree),))
        left = without(left, {snake(entry.key) for entry in own})
    return Parts(tuple(sections), left, parts.wrong)


def _is_said_of(entry: Entry, name: str, names: frozenset[str]) -> bool:
    """Tell whether a setting of a pipeline is said of its source or target.

    A `mode` is only where it is a way to write: a pipeline may run in one, too.
    """
    if snake(entry.key) in RUNNING and not writes_by(entry):
        return False
    return snake(entry.key) in names or section_of(entry) == name


def _inner(entry: Entry, name: str) -> tuple[Entry, ...]:
    """Return what `load: {mode: upsert}` beside the target says of that, else the setting."""
    is_section = section_of(entry) == name and isinstance(entry.value, Mapping)
    return entry.value.entries if is_section and isinstance(entry.value, Mapping) else (entry,)


def section_of(entry: Entry) -> str:
    """Return which part of a pipeline a setting is, "" for none."""
    key = _plain(snake(entry.key))
    return _SECTION_OF.get(key) or (CHECK if _names_checks(key, entry.value) else "")


def _names_checks(key: str, tree: Tree) -> bool:
    """Tell whether a key that is no usual one names checks of data, such as `schema_tests`."""
    said = key.split("_")
    if said[-1] not in words.CHECKED or words.UNCHECKED & set(said):
        return False
    return isinstance(tree, (Listing, Mapping)) and not tree.tag


def _plain(key: str) -> str:
    """Return a section's name without what is said of every one: `source` of `source_config`."""
    return key if key in _SECTION_OF else _SUFFIX.sub("", key)


def _rank(entry: Entry) -> tuple[int, int, str]:
    """Sort the sections of a pipeline: what it calls them decides, and not where they stand."""
    key = snake(entry.key)
    section = section_of(entry)
    if not section:
        return (len(SECTIONS), 0, key)
    names = SECTIONS[section]
    place = names.index(_plain(key)) if _plain(key) in names else len(names)
    return (list(SECTIONS).index(section), place, key)


def _flattened(pipeline: Mapping) -> Mapping:
    """Put `phases: {extract: …, load: …}` beside the pipeline's other settings."""
    for entry in pipeline.entries:
        if snake(entry.key) not in words.STEPS or entry.value.tag:
            continue
        if isinstance(entry.value, Listing):
            groups = _phases(entry.value)
            if groups:
                return merged(without(pipeline, {snake(entry.key)}), Mapping(groups))
            continue
        if not isinstance(entry.value, Mapping):
            continue
        inner = entry.value.entries
        are_phases = all(section_of(e) in (SOURCE, TRANSFORM, CHECK, TARGET) for e in inner)
        if inner and are_phases and not any(_depends(e.value) for e in inner):
            return merged(without(pipeline, {snake(entry.key)}), entry.value)
    return pipeline


def _phases(steps: Listing) -> tuple[Entry, ...]:
    """Return the phases of `- extract: [{…}, {…}]`: lists of steps in a list, each a section.

    Checks behind the load run after it.
    """
    phases = [e for item in steps.items if isinstance(item, Mapping) for e in item.entries]
    sections = [section_of(e) for e in phases]
    if len(phases) != len(steps.items) or not all(sections) or len(set(sections)) < len(sections):
        return ()
    if not any(isinstance(i, Mapping) for e in phases for i in items(e.value) if _is_list(e)):
        return ()
    late = sections.index(TARGET) if TARGET in sections else len(sections)
    return tuple(
        replace(e, key="post_load_checks") if sections[at] == CHECK and at > late else e
        for at, e in enumerate(phases)
    )


def _is_list(entry: Entry) -> bool:
    return isinstance(entry.value, Listing) and not entry.value.tag


def _depends(tree: Tree) -> bool:
    """Tell whether a step says what it waits for."""
    return isinstance(tree, Mapping) and words.find(tree, words.DEPENDS) is not None


def _gathered(pipeline: Mapping) -> Mapping:
    """Make a source of `source_type: postgres` and `source_table: orders`, a target likewise."""
    for name, prefixes in _PREFIXES.items():
        if any(section_of(e) == name and is_given(e.value) for e in pipeline.entries):
            continue
        found = [
            (e, prefix)
            for e in pipeline.entries
            for prefix in prefixes
            if snake(e.key).startswith(prefix) and isinstance(e.value, (Scalar, Listing))
        ]
        if not found:
            continue
        inner = tuple(Entry(snake(e.key)[len(p) :], e.value, e.line) for e, p in found)
        rest = without(pipeline, {snake(e.key) for e, _ in found})
        made = Entry(name, Mapping(inner, found[0][0].line), found[0][0].line)
        pipeline = Mapping((*rest.entries, made), pipeline.line)
    return pipeline
