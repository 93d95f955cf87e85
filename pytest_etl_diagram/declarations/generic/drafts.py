"""Stages before they have their names: what one source, step, check or target says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.checking import checks_in
from pytest_etl_diagram.declarations.generic.data import READS, WRITES, Data, data_of, query_of
from pytest_etl_diagram.declarations.generic.facts import facts_of, is_late, names_in
from pytest_etl_diagram.declarations.generic.queries import looks_like_sql, shortened
from pytest_etl_diagram.declarations.generic.reading import as_settings, defined, folded, unpacked
from pytest_etl_diagram.declarations.generic.routes import nexts_of
from pytest_etl_diagram.declarations.generic.settings import Told, beside, in_order, opened
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.declarations.generic.data import Reader
    from pytest_etl_diagram.declarations.generic.facts import Named
    from pytest_etl_diagram.declarations.generic.sections import Part
    from pytest_etl_diagram.documents.tree import Entry
    from pytest_etl_diagram.model import DataAsset

DIRECTIONS = {"extract": READS, "load": WRITES}
"""Which stages are data themselves, and in which direction."""
_END_NAMES = ("name", "id", "spec_id", "alias")
MAX_ARGUMENT = 60
"""A longer argument tells steps apart in a name that nobody reads."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One stage, as its settings have it.

    - `name`: its own one, "" without; then `base` is what its name begins with (its type), and
      `argument` what tells it from another of the same base (its column, its table).
    - `role`: one of `model.ROLES`, "" where its words don't tell.
    - `needs`: the steps that it says it waits for, None where it says nothing of that.
    - `inputs`: all that it says it takes, earlier steps or data; `beside`: what it takes beside
      what the step before it gives; `gives`: the names of what it gives.
    - `late`: it runs after the load.
    - `nexts`: the steps that it says come after it.
    - `lines`: where more is said, beside the facts, by name.
    """

    name: str
    base: str
    argument: str
    role: str
    told: tuple[Told, ...]
    line: int
    needs: tuple[Named, ...] | None = None
    inputs: tuple[Named, ...] = ()
    beside: tuple[Named, ...] = ()
    gives: tuple[str, ...] = ()
    late: bool = False
    lines: tuple[Told, ...] = ()
    nexts: tuple[Named, ...] = ()
    data: tuple[tuple[str, Data], ...] = field(default=(), compare=False)

    def assets(self, direction: str) -> tuple[DataAsset, ...]:
        """Return the data that it reads (READS) or writes (WRITES)."""
        return tuple(a for way, data in self.data if way == direction for a in data.assets)


def end(part: Part, role: str, reader: Reader) -> Draft:
    """Return the stage of a source (role `extract`) or target (`load`)."""
    direction = DIRECTIONS[role]
    settings = opened(defined(as_settings(part.tree, part.line), reader.definitions))
    settings = folded(settings, role)
    kind = find(settings, words.TYPES)
    operator = shown(kind.value) if kind is not None else ""
    named = find(settings, _END_NAMES)
    name = part.key or (shown(named.value) if named is not None else "")
    data = data_of(settings, operator or name, direction, reader)
    hidden = set(data.used) | (set(_END_NAMES) if name and not part.key else set())
    argument = ", ".join(asset.name for asset in data.assets) or operator
    told = (*data.told, *facts_of(settings, kind, hidden))
    inputs = (
        names_in(settings, ("inputs", "input", "input_id", "from", "source"))
        if role == "load"
        else ()
    )
    return Draft(
        name,
        role,
        argument,
        role,
        in_order(told),
        part.line,
        _needs(settings),
        inputs,
        (),
        (name, *_gives(settings)) if name and role == "extract" else _gives(settings),
        lines=(*_waits(settings), *beside(told, in_order(told))),
        nexts=nexts_of(settings),
        data=((direction, data),),
    )


def step(part: Part, role: str, reader: Reader) -> Draft:
    """Return the stage of a step, transformation or check whose `role` is known, or ""."""
    given = unpacked(part, role)
    settings = opened(defined(given.settings, reader.definitions))
    named = find(settings, words.STEP_NAMES)
    types = words.CHECK_TYPES if role == "validate" else words.STEP_TYPES
    kind = None if given.is_typed else _said(settings, types)
    own_type = shown(kind.value) if kind is not None else given.base
    name = part.key or (shown(named.value) if named is not None and named is not kind else "")
    own = role or _role(settings, given.base, own_type, name)
    settings = folded(settings, own)
    kind = None if given.is_typed else _said(settings, (*types, *words.TYPES))
    operator = shown(kind.value) if kind is not None else ""
    data = tuple(_data(settings, own, operator, reader))
    checks = checks_in(settings)
    hidden = {used for _, each in data for used in each.used} | checks.used
    if name and not part.key and named is not None:
        hidden.add(snake(named.key))
    argument = _argument(settings)
    base = given.base or own_type or own or "step"
    told = (
        *(told for _, each in data for told in each.told),
        *checks.told,
        *facts_of(settings, kind, hidden, typed=bool(name) or operator != base),
    )
    return Draft(
        name,
        base,
        argument,
        own,
        in_order(told),
        part.line,
        _needs(settings),
        names_in(settings, words.INPUTS),
        names_in(settings, words.BESIDE),
        (*_gives(settings), name or base),
        is_late(settings),
        (*_waits(settings), *checks.lines, *beside(told, in_order(told))),
        nexts_of(settings),
        data,
    )


def _said(settings: Mapping, names: tuple[str, ...]) -> Entry | None:
    """Return the first of these settings that is a single value."""
    single = tuple(e for e in settings.entries if isinstance(e.value, Scalar))
    return find(Mapping(single), names)


def _role(settings: Mapping, *told_by: str) -> str:
    """Return the role of a step: by the words of its type, of its name, or by what it has."""
    for text in told_by:
        role = words.role_of(text)
        if role == "load" and _only_reads(settings):
            return "extract"
        if role:
            return role
    has_source = find(settings, ("source", "sources")) is not None
    has_target = find(settings, ("target", "sink", "destination")) is not None
    if has_source == has_target:
        return "transform" if has_source else ""
    return "extract" if has_source else "load"


def _only_reads(settings: Mapping) -> bool:
    """Tell whether a step that is called a load says only where it reads from."""
    source = find(settings, ("source", "sources"))
    if source is None or not isinstance(source.value, Mapping):
        return False
    places = (*words.TABLES, *words.PATHS, *words.BUCKETS, *words.CONNECTIONS, "topic")
    target = find(settings, ("target", "sink", "destination", "write_target", *places))
    return target is None or (isinstance(target.value, Scalar) and snake(target.key) == "target")


def _data(
    settings: Mapping, role: str, operator: str, reader: Reader
) -> Iterator[tuple[str, Data]]:
    """Yield what a step reads and writes: as a whole, or by its own `source` and `target`."""
    if role in DIRECTIONS:
        data = data_of(settings, operator, DIRECTIONS[role], reader)
        if data.told or data.connection:
            yield DIRECTIONS[role], data
        return
    for names, direction in ((("source",), READS), (("target", "sink", "destination"), WRITES)):
        entry = find(settings, names)
        if entry is None or not isinstance(entry.value, Mapping) or entry.value.tag:
            continue
        inner = opened(as_settings(entry.value, entry.line))
        kind = find(inner, words.TYPES)
        data = data_of(inner, shown(kind.value) if kind else "", direction, reader)
        rest = facts_of(inner, kind, set(data.used))
        told = (*(Told(f"{entry.key}.{t.name}", t.value, t.line) for t in rest), *data.told)
        yield direction, Data(told, data.assets, frozenset({snake(entry.key)}), data.connection)
    query = query_of(settings, reader)
    if query.entry is not None and (not query.inline or looks_like_sql(query.text)):
        used = frozenset({snake(query.entry.key)} if query.inline else ())
        told_of_query = Told("query", shortened(query.text), query.entry.line)
        yield "", Data((told_of_query,), (), used, files=query.files)


def _argument(settings: Mapping) -> str:
    """Return what tells a step from others of its type, "" for nothing that is short enough."""
    entry = find(settings, words.ARGUMENTS)
    if entry is None or not is_given(entry.value) or isinstance(entry.value, Mapping):
        return ""
    argument = " ".join(shown(entry.value).split())
    of = find(settings, ("of",))
    if of is not None and of is not entry:
        argument = f"{argument} of {shown(of.value)}"
    return argument if len(argument) <= MAX_ARGUMENT else ""


def _waits(settings: Mapping) -> tuple[Told, ...]:
    """Return where a stage says what it waits for or takes: under the name of `depends_on`."""
    entry = find(settings, words.DEPENDS) or find(settings, words.INPUTS)
    return () if entry is None else (Told("depends_on", "", entry.line),)


def _needs(settings: Mapping) -> tuple[Named, ...] | None:
    entry = find(settings, words.DEPENDS)
    return None if entry is None else names_in(Mapping((entry,)), (snake(entry.key),))


def _gives(settings: Mapping) -> tuple[str, ...]:
    return tuple(named.name for named in names_in(settings, words.OUTPUTS))
