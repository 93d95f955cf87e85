"""Pipelines that are a part of others, or that others start as programs of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.diagrams.lineage.web import Pipeline
    from pytest_etl_diagram.model import DataAsset, Lineage

Key = tuple[str, str]
"""An entry point: its file and its name."""


def key(lineage: Lineage) -> Key:
    """Return what an entry point is known by among the functions that others run."""
    return lineage.source, lineage.name


def is_plain(lineage: Lineage) -> bool:
    """Tell whether a pipeline is one in plain Python."""
    return lineage.sort in ("job", "stream")


def absorbed(lineages: Iterable[Lineage]) -> list[Lineage]:
    """Return the pipelines that are drawn, each once.

    An entry point that a DAG's task runs is a part of the DAG. One that another entry point runs
    stays: what it does isn't said again of the other, which starts it.
    """
    told = _united(lineages)
    inner = {each for lineage in told if lineage.sort == "dag" for each in lineage.runs}
    left = [each for each in told if not (is_plain(each) and key(each) in inner)]
    known = {key(each): each for each in left if is_plain(each)}
    return [_without(each, known) for each in left]


def _united(lineages: Iterable[Lineage]) -> list[Lineage]:
    """Return entry points with all that is told of them: by themselves, and by who runs them."""
    found: list[Lineage] = []
    plain: dict[Key, list[Lineage]] = {}
    for lineage in lineages:
        if is_plain(lineage):
            plain.setdefault(key(lineage), []).append(lineage)
        else:
            found.append(lineage)
    return [*found, *(_one(same) for same in plain.values())]


def _one(same: list[Lineage]) -> Lineage:
    places = sorted({each.place for each in same} - {None}, key=repr)
    return replace(
        same[0],
        sort="stream" if any(each.sort == "stream" for each in same) else "job",
        reads=tuple(sorted({asset for each in same for asset in each.reads}, key=order)),
        writes=tuple(sorted({asset for each in same for asset in each.writes}, key=order)),
        runs=tuple(sorted({function for each in same for function in each.runs})),
        place=places[0] if places else None,
    )


def order(asset: DataAsset) -> tuple[str, str, str]:
    """Return what assets are sorted by."""
    return asset.system, asset.kind, asset.name


def _without(lineage: Lineage, known: Mapping[Key, Lineage]) -> Lineage:
    """Return an entry point without what the others do that it runs."""
    if not is_plain(lineage):
        return lineage
    others = [known[each] for each in _run(lineage, known)]
    reads = {asset for other in others for asset in other.reads}
    writes = {asset for other in others for asset in other.writes}
    return replace(
        lineage,
        reads=tuple(asset for asset in lineage.reads if asset not in reads),
        writes=tuple(asset for asset in lineage.writes if asset not in writes),
    )


def _run(lineage: Lineage, known: Mapping[Key, Lineage]) -> list[Key]:
    return [each for each in lineage.runs if each in known and each != key(lineage)]


class Starts:
    """What pipelines start: other entry points that they run, and programs of their own."""

    def __init__(self, pipelines: Mapping[Pipeline, Lineage]) -> None:
        """Take all pipelines, which are looked through once."""
        self._named = {
            key(each): pipeline for pipeline, each in pipelines.items() if is_plain(each)
        }
        self._plain = {key(each): each for each in pipelines.values() if is_plain(each)}
        self._programs: dict[str, set[Pipeline]] = {}
        self._called: dict[str, list[str]] = {}
        for pipeline, each in pipelines.items():
            if each.sort != "dag":
                self._programs.setdefault(each.source, set()).add(pipeline)
        for source in self._programs:
            self._called.setdefault(source.rpartition("/")[2], []).append(source)

    def of(self, lineage: Lineage) -> set[Pipeline]:
        """Return the pipelines that one starts."""
        found = {self._named[each] for each in self._directly(lineage)}
        return found.union(*(self._programs.get(self._meant(path), ()) for path in lineage.starts))

    def _directly(self, lineage: Lineage) -> list[Key]:
        """Return the entry points that one runs, without those that run inside of another one."""
        if not is_plain(lineage):
            return []
        run = _run(lineage, self._plain)
        inner = {
            each
            for other in run
            for each in _run(self._plain[other], self._plain)
            if key(lineage) != each != other
        }
        return [each for each in run if each not in inner]

    def _meant(self, path: str) -> str:
        """Return the program's file that a path means: by its end, "" where several may be."""
        path = path.removeprefix("./")
        if path in self._programs:
            return path
        called = self._called.get(path.rpartition("/")[2], ())
        fitting = [
            each
            for each in called
            if path.endswith(f"/{each}") or each.endswith(f"/{path.lstrip('/')}")
        ]
        return fitting[0] if len(fitting) == 1 else ""
