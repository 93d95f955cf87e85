"""How the pipelines of a project hang together: over data, by waiting, by starting each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.diagrams.lineage.matching import holding, united
from pytest_etl_diagram.diagrams.lineage.names import settled
from pytest_etl_diagram.diagrams.lineage.programs import Starts, absorbed, order
from pytest_etl_diagram.model import DataAsset, Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILES: Final = "files"

CROWD: Final = 24
"""Of a pipeline that writes more data than this which nobody takes, only the systems are told.

A dbt project has hundreds of models; its own drawing shows them.
"""

COMMON_NAMES: Final = frozenset(
    "main run __main__ handler lambda_handler start execute etl pipeline job app cli flow".split()
)
"""Names of entry points that tell nothing without their file."""


class Pipeline(NamedTuple):
    """A pipeline: its sort, its name, and its file where the name isn't enough.

    One that isn't of the project is `external`.
    """

    sort: str
    name: str
    source: str = ""
    external: bool = False


class Unnamed(NamedTuple):
    """Data of a system, of which nothing more is known: it is read (`read`) or written."""

    system: str
    direction: str


End = Pipeline | DataAsset | Unnamed


class Tie(NamedTuple):
    """One end comes before another: `kind` is `data`, `triggers` or `depends`."""

    source: End
    target: End
    kind: str


@dataclass(frozen=True, slots=True)
class Web:
    """All pipelines with the lineage of each, and all ties."""

    pipelines: Mapping[Pipeline, Lineage] = field(default_factory=dict)
    ties: frozenset[Tie] = frozenset()


def web(lineages: Iterable[Lineage]) -> Web:
    """Return how pipelines hang together, in whatever order they come."""
    told = absorbed(_settled(each) for each in lineages)
    pipelines = _pipelines(told)
    names = _Names(pipelines)
    starts = Starts(pipelines)
    every = {asset for each in told for asset in (*each.reads, *each.writes, *each.started_by)}
    same = united(every)
    ties: set[Tie] = set()
    for pipeline, lineage in pipelines.items():
        ties |= set(_of_data(pipeline, lineage, same))
        ties |= set(_of_others(pipeline, lineage, names))
        started = starts.of(lineage)
        ties |= {Tie(pipeline, each, "triggers") for each in started}
        if not started:  # what starts others has their systems tried, too
            ties |= set(_of_unnamed(pipeline, lineage))
    ties |= set(_between(ties))
    ties -= _inner(ties)
    return Web(pipelines, frozenset(_without_crowds(ties)))


def _settled(lineage: Lineage) -> Lineage:
    return replace(
        lineage,
        reads=_all_settled(lineage.reads),
        writes=_all_settled(lineage.writes),
        started_by=_all_settled(lineage.started_by),
    )


def _all_settled(assets: Iterable[DataAsset]) -> tuple[DataAsset, ...]:
    return tuple(sorted({settled(asset) for asset in assets}, key=order))


def _pipelines(lineages: Iterable[Lineage]) -> dict[Pipeline, Lineage]:
    """Return the pipelines by what they are told by: the file, where the name isn't enough.

    That is where several have the name, and where it is one that many entry points have.
    """
    told = sorted(lineages, key=lambda each: (each.name, each.sort, each.source))
    named: dict[tuple[str, str], int] = {}
    for each in told:
        named[each.sort, each.name] = named.get((each.sort, each.name), 0) + 1
    found: dict[Pipeline, Lineage] = {}
    for each in told:
        is_common = each.name in COMMON_NAMES and each.sort in ("job", "stream")
        source = each.source if is_common or named[each.sort, each.name] > 1 else ""
        found[Pipeline(each.sort, each.name, source)] = each
    return found


class _Names:
    """The pipelines by their names."""

    def __init__(self, pipelines: Iterable[Pipeline]) -> None:
        self._named: dict[str, list[Pipeline]] = {}
        for pipeline in pipelines:
            self._named.setdefault(pipeline.name, []).append(pipeline)

    def __call__(self, name: str, sort: str) -> list[Pipeline]:
        """Return those of a name, of `sort` before others; an external one if there are none."""
        found = self._named.get(name, [])
        fitting = [pipeline for pipeline in found if pipeline.sort == sort]
        return fitting or found or [Pipeline(sort, name, external=True)]


def _of_data(
    pipeline: Pipeline, lineage: Lineage, same: Mapping[DataAsset, DataAsset]
) -> Iterator[Tie]:
    """Yield what a pipeline reads, writes and is started by."""
    for asset in lineage.started_by:
        if asset.name:
            yield Tie(same[asset], pipeline, "triggers")
    for asset in lineage.reads:
        if asset.name:
            yield Tie(same[asset], pipeline, "data")
    for asset in lineage.writes:
        if asset.name:
            yield Tie(pipeline, same[asset], "data")


def _of_unnamed(pipeline: Pipeline, lineage: Lineage) -> Iterator[Tie]:
    """Yield the systems that a pipeline reads and writes without more being known."""
    for unnamed in _unnamed(lineage.reads, "read"):
        yield Tie(unnamed, pipeline, "data")
    for unnamed in _unnamed(lineage.writes, "write"):
        yield Tie(pipeline, unnamed, "data")


def _unnamed(assets: Iterable[DataAsset], direction: str) -> Iterator[Unnamed]:
    """Yield the systems of which nothing is known by name; files only where all else is missing."""
    assets = tuple(assets)
    named = {asset.system for asset in assets if asset.name}
    for system in sorted({asset.system for asset in assets if not asset.name} - named - {""}):
        if system != FILES or {asset.system for asset in assets} == {FILES}:
            yield Unnamed(system, direction)


def _of_others(pipeline: Pipeline, lineage: Lineage, names: _Names) -> Iterator[Tie]:
    for name in lineage.waits_for:
        yield from (Tie(each, pipeline, "depends") for each in names(name, pipeline.sort))
    for name in lineage.awaited_by:
        yield from (Tie(pipeline, each, "depends") for each in names(name, pipeline.sort))
    for name in lineage.triggers:
        yield from (Tie(pipeline, each, "triggers") for each in names(name, pipeline.sort))


def _between(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Yield the ties from what is written to what is read where one has the other in it."""
    ties = tuple(ties)
    written = {tie.target for tie in ties if isinstance(tie.target, DataAsset)}
    read = {tie.source for tie in ties if isinstance(tie.source, DataAsset)}
    for outer, inner in holding(written, read):
        yield Tie(outer, inner, "data")
    for outer, inner in holding(read, written):
        yield Tie(inner, outer, "data")


def _inner(ties: Iterable[Tie]) -> set[Tie]:
    """Return the ties by which a pipeline only hands something on to itself.

    It reads what nobody else writes: that is no matter of others. A file that nobody else reads
    either is none at all, where a table may be what the pipeline is for.
    """
    givers: dict[End, set[End]] = {}
    takers: dict[End, set[End]] = {}
    for tie in ties:
        takers.setdefault(tie.source, set()).add(tie.target)
        givers.setdefault(tie.target, set()).add(tie.source)
    own = {
        tie
        for tie in ties
        if isinstance(tie.source, DataAsset)
        and tie.kind == "data"
        and givers.get(tie.source) == {tie.target}
    }
    files = {
        tie.source
        for tie in own
        if isinstance(tie.source, DataAsset)
        and tie.source.kind == "file"
        and takers[tie.source] == {tie.target}
    }
    return own | {tie for tie in ties if tie.target in files}


def _without_crowds(ties: set[Tie]) -> set[Tie]:
    """Return the ties with crowds of untaken data summed up (see CROWD)."""
    taken = {tie.source for tie in ties}
    givers: dict[End, set[End]] = {}
    for tie in ties:
        givers.setdefault(tie.target, set()).add(tie.source)
    crowds: dict[End, set[Tie]] = {}
    for tie in ties:
        is_untaken = isinstance(tie.target, DataAsset) and tie.target not in taken
        if is_untaken and givers[tie.target] == {tie.source}:
            crowds.setdefault(tie.source, set()).add(tie)
    found = set(ties)
    for crowd in crowds.values():
        if len(crowd) > CROWD:
            found -= crowd
            found |= {tie._replace(target=_summed(tie.target)) for tie in crowd}
    return found


def _summed(end: End) -> End:
    return Unnamed(end.system or f"{end.kind}s", "write") if isinstance(end, DataAsset) else end
