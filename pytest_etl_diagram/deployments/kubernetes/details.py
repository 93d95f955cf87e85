"""Facts of a unit on the way to a drawing, each with the line that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.images import image_words
from pytest_etl_diagram.deployments.kubernetes.quantities import amount, cores
from pytest_etl_diagram.documents.interpolation import interpolate, interpolate_braced
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, is_null, mapping, text
from pytest_etl_diagram.model import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.documents.tree import Entry, Tree
    from pytest_etl_diagram.model import Fact, Place
    from pytest_etl_diagram.model.places import FactPlaces

ORDER = (
    "kind image command schedule timezone replicas autoscaling scales_on ports expose volumes "
    "storage secrets configs env_from liveness readiness startup restart limits requests strategy "
    "suspend concurrency_policy starting_deadline retries timeout completions parallelism init "
    "disruption_budget network_policies service_account node_selector metrics"
).split()
"""The order in which facts are shown; others stand between these and those of more containers."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact, with its line in its set's numbering (0: the unit's own).

    One with the value "" is no fact: it only tells where something stands that holds anyway.
    """

    name: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sketch:
    """A unit whose lines are still those of its set's numbering."""

    name: str
    sort: str
    area: str
    details: tuple[Detail, ...] = ()
    line: int = 0


def unit_of(sketch: Sketch, place: Callable[[int], Place]) -> Unit:
    """Return a sketch as a unit with places in files."""
    return Unit(
        sketch.name,
        sketch.sort,
        sketch.area,
        facts_of(sketch.details),
        place(sketch.line),
        places_of(sketch.details, place),
    )


def facts_of(details: Iterable[Detail]) -> tuple[Fact, ...]:
    """Return details that say something as facts, in the order to show."""
    return tuple((each.name, each.value) for each in _sorted(details) if each.value)


def places_of(details: Iterable[Detail], place: Callable[[int], Place]) -> FactPlaces:
    """Return where details stand."""
    return tuple((each.name, place(each.line)) for each in _sorted(details) if each.line)


def _sorted(details: Iterable[Detail]) -> list[Detail]:
    told = sorted(details, key=lambda each: bool(each.value))
    kept = {each.name: each for each in told if each.value or each.line}
    return sorted(kept.values(), key=_rank)


def _rank(detail: Detail) -> tuple[int, str, int]:
    holder, dot, name = detail.name.rpartition(".")
    rank = ORDER.index(name) if name in ORDER else len(ORDER)
    return (1, holder, rank) if dot else (0, "", rank)


def words(tree: Tree | None) -> str:
    """Return a value in words, with what `envsubst` would fill in as a placeholder.

    `${TAG:-1.0}` is `1.0`, `${TAG}` is `{env:TAG}`.
    """
    return interpolate_braced(text(tree), {})


def line_of(tree: Mapping, *keys: str) -> int:
    """Return the line of the key at a path, 0 where there is none."""
    for key in keys[:-1]:
        tree = mapping(tree.get(key))
    entry = tree.entry(keys[-1])
    return entry.line if entry is not None else 0


def at(tree: Mapping, path: str) -> tuple[Tree | None, int]:
    """Return what stands at a path (`spec.template.image`) with its key's line, or (None, 0)."""
    *way, last = path.split(".")
    for key in way:
        tree = mapping(tree.get(key))
    entry = tree.entry(last)
    return (entry.value, entry.line) if entry is not None else (None, 0)


def told(
    name: str,
    tree: Mapping,
    path: str,
    shown: Callable[[Tree], str] = words,
    unless: str = "",
) -> Iterator[Detail]:
    """Yield what stands at a path, if it is there: of `unless`, the default, only the line."""
    value, line = at(tree, path)
    if value is not None and not is_null(value):
        found = shown(value)
        yield Detail(name, "" if found == unless else found, sole_line(value, line))


def sole_line(tree: Tree, line: int) -> int:
    """Return the line of what a tree is all about: of the only entry or item, else of its key."""
    if isinstance(tree, Mapping) and len(tree.entries) == 1:
        return sole_line(tree.entries[0].value, tree.entries[0].line)
    if isinstance(tree, Listing) and len(tree.items) == 1:
        return sole_line(tree.items[0], tree.items[0].line)
    return line


def duration(tree: Tree) -> str:
    """Return a number of seconds as people say it: `7200` is `2h`."""
    value = words(tree)
    if not value.isdecimal() or not int(value):
        return value
    seconds = int(value)
    parts = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))
    found = []
    for size, unit in parts:
        count, seconds = divmod(seconds, size)
        if count:
            found.append(f"{count}{unit}")
    return "".join(found)


def is_on(tree: Tree | None) -> bool:
    """Tell whether a switch is on."""
    return words(tree).lower() in ("true", "yes", "on", "1")


def resources(tree: Tree) -> str:
    """Return amounts of resources: `cpu: 1, memory: 512Mi`."""
    entries = _given(tree)
    return ", ".join(f"{e.key}: {quantity(e.key, e.value)}" for e in entries)


def quantity(name: str, tree: Tree) -> str:
    """Return an amount of one resource."""
    value = words(tree)
    if name == "cpu":
        return cores(value)
    return value if value.endswith("m") else amount(value)  # `512m` of memory is hardly meant so


def image(tree: Tree | None) -> str:
    """Return an image; here `$TAG` is filled in by a tool too, as it can mean nothing else."""
    return image_words(interpolate(text(tree), {}))


def pairs(tree: Tree) -> str:
    """Return a flat mapping: `disk=ssd, pool=etl`."""
    entries = _given(tree)
    return ", ".join(f"{entry.key}={words(entry.value)}" for entry in entries)


def _given(tree: Tree) -> list[Entry]:
    given = (entry for entry in mapping(tree).entries if not is_null(entry.value))
    return sorted(given, key=lambda entry: entry.key)


def named(tree: Tree) -> str:
    """Return the names of things in a list, sorted; a scalar is its own name."""
    parts = tree.items if not isinstance(tree, (Scalar, Mapping)) else (tree,)
    names = (words(p.get("name")) if isinstance(p, Mapping) else words(p) for p in parts)
    return joined(names)


def joined(values: Iterable[str]) -> str:
    """Return values whose order says nothing, each once and sorted."""
    return ", ".join(sorted({value for value in values if value}))


def amount_of(tree: Tree) -> str:
    """Return an amount of bytes: `1024Mi` is `1Gi`."""
    return amount(words(tree))
