"""One pipeline of a file as a workflow: stages, their order, facts, lineage, and problems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.data import READS, WRITES, Reader
from pytest_etl_diagram.declarations.generic.drafts import end, step
from pytest_etl_diagram.declarations.generic.facts import names_in
from pytest_etl_diagram.declarations.generic.naming import names_of
from pytest_etl_diagram.declarations.generic.ordering import known_names, order_of
from pytest_etl_diagram.declarations.generic.parts import parts_of
from pytest_etl_diagram.declarations.generic.routes import routed
from pytest_etl_diagram.declarations.generic.scheduling import workflow_facts
from pytest_etl_diagram.declarations.generic.sections import Part
from pytest_etl_diagram.declarations.generic.settings import Told, beside, in_order
from pytest_etl_diagram.declarations.generic.shapes import (
    CHECK,
    SOURCE,
    STEP,
    TARGET,
    TRANSFORM,
    Wrong,
)
from pytest_etl_diagram.declarations.generic.values import is_given
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, items
from pytest_etl_diagram.model import (
    DataAsset,
    Dependency,
    Lineage,
    Place,
    Problem,
    Stage,
    Workflow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.declarations.generic.candidates import Candidate
    from pytest_etl_diagram.declarations.generic.drafts import Draft
    from pytest_etl_diagram.declarations.generic.ordering import Block, Row
    from pytest_etl_diagram.declarations.generic.parts import Parts
    from pytest_etl_diagram.declarations.generic.sections import Section
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model.places import FactPlaces

_ROLES = {SOURCE: "extract", TRANSFORM: "transform", CHECK: "validate", TARGET: "load"}
_RANKS = ("extract", "", "dependency", "transform", "validate", "load", "notify")


@dataclass(frozen=True, slots=True)
class Built:
    """A pipeline as a workflow, what is wrong with it, and the other files that were read."""

    workflow: Workflow
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()


def build(candidate: Candidate, files: Files, source: str) -> Built:
    """Return the workflow of one pipeline that the file `source` describes."""
    reader = Reader(files, source, candidate.connections, candidate.definitions)
    parts = parts_of(candidate.settings)
    drafts, blocks, rest = _drafts(parts, reader)
    names = names_of(drafts)
    drafts, rest = routed(drafts, names, rest)
    drafts = _without_inputs(drafts, names)
    order = order_of(drafts, names, blocks)
    told = workflow_facts(rest)
    facts = in_order(told)
    wrong = (*_half(parts, candidate.line), *parts.wrong, *_called_alike(drafts), *order.wrong)
    workflow = Workflow(
        candidate.name,
        tuple((t.name, t.value) for t in facts),
        stages=tuple(
            _stage(draft, name, source) for draft, name in zip(drafts, names, strict=True)
        ),
        dependencies=tuple(Dependency(names[a], names[b]) for a, b in order.pairs),
        place=Place(source, line=candidate.line),
        places=_places((*facts, *beside(told, facts), *_lists(parts)), source),
        lineage=_lineage(candidate, drafts, source),
    )
    problems = tuple(
        Problem(source, each.line, f"pipeline {candidate.name}: {each.message}", each.fatal)
        for each in wrong
    )
    read = tuple(f for draft in drafts for _, data in draft.data for f in data.files)
    return Built(workflow, problems, tuple(dict.fromkeys(read)))


def _half(parts: Parts, line: int) -> Iterator[Wrong]:
    """Report a pipeline that only reads, or that writes what comes from nowhere."""
    ends = {section.name for section in parts.sections} - {CHECK}
    if len(ends) == 1 and ends <= {SOURCE, TARGET} and not parts.wrong:
        missing = "target" if SOURCE in ends else "source"
        if not any(snake(e.key) in words.QUERIES for e in parts.settings.entries):
            yield Wrong(line, f"has no {missing}; say what it is, or move it", fatal=False)


def _called_alike(drafts: Sequence[Draft]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for draft in drafts:
        if draft.name in seen:
            words_ = f"another step is called {draft.name}, too; give each a name of its own"
            yield Wrong(draft.line, words_, fatal=False)
        seen.update(filter(None, (draft.name,)))


def _stage(draft: Draft, name: str, source: str) -> Stage:
    return Stage(
        name,
        facts=tuple((t.name, t.value) for t in draft.told),
        role=draft.role,
        place=Place(source, line=draft.line),
        places=_places((*draft.told, *draft.lines), source),
    )


def _places(told: Iterable[Told], source: str) -> FactPlaces:
    return tuple((each.name, Place(source, line=each.line)) for each in told)


def _lists(parts: Parts) -> Iterator[Told]:
    """Yield where the stages of each role are listed: `stages validate`, `stages` for any role.

    Of several lists of one role the first counts.
    """
    lines: dict[str, int] = {}
    for section in parts.sections:
        lines.setdefault(f"stages {_ROLES.get(section.name, '')}".rstrip(), section.line)
    yield from (Told(name, "", line) for name, line in lines.items())


def _drafts(parts: Parts, reader: Reader) -> tuple[list[Draft], tuple[Block, ...], Mapping]:
    """Return all stages, the blocks in which they run, and the settings that are none of them."""
    drafts: list[Draft] = []

    def add(found: Iterable[Draft]) -> Row:
        start = len(drafts)
        drafts.extend(found)
        return tuple(range(start, len(drafts)))

    single, rest = _single_settings(parts.settings)
    sources = add(end(p, "extract", reader) for s in parts.of(SOURCE) for p in s.parts)
    default = "transform" if parts.of(SOURCE) and parts.of(TARGET) else ""
    rows = [row for s in parts.of(STEP) for row in _rows(s, "", reader, default)]
    rows += [row for s in parts.of(TRANSFORM) for row in _rows(s, "transform", reader)]
    rows += [[step(part, "transform", reader)] for part in single["transform"]]
    middle = tuple(add(row) for row in rows)
    checks = add(
        (
            *(_check(p, reader) for s in parts.of(CHECK) for p in s.parts),
            *(step(part, "validate", reader) for part in single["validate"]),
        )
    )
    targets = add(end(p, "load", reader) for s in parts.of(TARGET) for p in s.parts)
    late = _late(drafts, checks, targets)
    early = tuple(index for index in checks if index not in late)
    blocks: tuple[Block, ...] = ((sources,), middle, (early,), (targets,), (late,))
    return drafts, tuple(tuple(row for row in block if row) for block in blocks), rest


def _without_inputs(drafts: Sequence[Draft], names: Sequence[str]) -> list[Draft]:
    """Leave out what a stage says that it takes where this is drawn as an edge."""
    known = known_names(drafts, names)

    def is_drawn(each: Told) -> bool:
        inputs = snake(each.name) in (*words.INPUTS, *words.BESIDE, *words.NEXT)
        return inputs and all(name in known for name in each.value.split(", "))

    return [
        replace(draft, told=tuple(each for each in draft.told if not is_drawn(each)))
        for draft in drafts
    ]


def _check(part: Part, reader: Reader) -> Draft:
    draft = step(part, "validate", reader)
    return replace(draft, late=True) if part.late else draft


def _late(drafts: Sequence[Draft], checks: Sequence[int], targets: Sequence[int]) -> Row:
    """Return the checks that run after the load, as they or what they wait for say."""
    known = known_names(drafts, [draft.name for draft in drafts])
    return tuple(
        index
        for index in checks
        if drafts[index].late
        or any(one in targets for n in drafts[index].needs or () for one in known.get(n.name, ()))
    )


def _rows(section: Section, role: str, reader: Reader, default: str = "") -> list[list[Draft]]:
    """Return the steps of a section in their order; those of a mapping have none but by role.

    A step whose words tell no role has the `default`.
    """
    found = [step(part, role, reader) for part in section.parts]
    made = [draft if draft.role else replace(draft, role=default) for draft in found]
    if section.ordered:
        return [[draft] for draft in made]
    rows: dict[int, list[Draft]] = {}
    for draft in made:
        rank = _RANKS.index(draft.role) if draft.role in _RANKS else 1
        rows.setdefault(rank, []).append(draft)
    return [rows[rank] for rank in sorted(rows)]


def _single_settings(settings: Mapping) -> tuple[dict[str, list[Part]], Mapping]:
    """Return the settings that are a transformation or check each, by role, and the others."""
    single: dict[str, list[Part]] = {"transform": [], "validate": []}
    used: list[Entry] = []
    for role, names in (("transform", words.TRANSFORMING), ("validate", words.VALIDATING)):
        for name in names:
            entry = find(settings, (name,))
            if entry is not None and is_given(entry.value):
                single[role] += _each(entry)
                used.append(entry)
    rest = tuple(entry for entry in settings.entries if entry not in used)
    return single, Mapping(rest, settings.line)


def _each(entry: Entry) -> list[Part]:
    """Return the step that a setting is, or those of a list of mappings (`joins`)."""
    rows = items(entry.value) if isinstance(entry.value, Listing) else ()
    if not rows or not all(isinstance(row, Mapping) and not row.tag for row in rows):
        return [Part(entry.value, entry.line, entry.key)]
    return [Part(Mapping((Entry(entry.key, row, row.line),), row.line), row.line) for row in rows]


def _lineage(candidate: Candidate, drafts: Sequence[Draft], source: str) -> Lineage:
    reads = dict.fromkeys(a for draft in drafts for a in draft.assets(READS))
    writes = dict.fromkeys(a for draft in drafts for a in draft.assets(WRITES))
    connections = {data.connection for draft in drafts for _, data in draft.data}
    return Lineage(
        candidate.name,
        "pipeline",
        source,
        _sorted(reads),
        _sorted(writes),
        waits_for=_others(candidate.settings),
        connections=tuple(sorted(filter(None, connections))),
        place=Place(source, line=candidate.line),
    )


def _sorted(assets: Iterable[DataAsset]) -> tuple[DataAsset, ...]:
    return tuple(sorted(assets, key=lambda a: (a.system, a.kind, a.name)))


def _others(settings: Mapping) -> tuple[str, ...]:
    """Return the other pipelines that a pipeline says it waits for."""
    entry = find(settings, words.DEPENDS)
    if entry is None:
        return ()
    found = names_in(Mapping((entry,)), (snake(entry.key),))
    return tuple(sorted({named.name for named in found}))
