"""Which names mean the same data, and which data holds other data."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.diagrams.lineage.names import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pytest_etl_diagram.model import DataAsset

SHARED_CATALOGUES: Final = {"Spark catalog": "Hive"}
"""Systems that see the tables of another one."""
_DOT: Final = re.compile(r"\.(?![^{}]*\})")
"""What parts a table's name: no dot inside of a placeholder."""
_WILD: Final = re.compile(r"[*?]|\[[^\]]+\]")

Parts = tuple[str, ...]


def united(assets: Collection[DataAsset]) -> dict[DataAsset, DataAsset]:
    """Return for each asset the one that stands for it and all that mean the same.

    Tables are the same whatever case they are written in. One that is named shorter
    (`orders`) is the only one that ends so (`public.orders`), if there is only one; one whose
    system isn't known the only one of that name. All else is the same where the texts are.
    """
    tables = {asset for asset in assets if asset.kind == "table" and asset.name}
    found = {asset: asset for asset in assets if asset not in tables}
    systems = sorted({_catalogue(asset) for asset in tables} - {""})
    full: dict[tuple[str, Parts], DataAsset] = {}
    for system in systems:
        full |= _of_a_system([a for a in tables if _catalogue(a) == system], system, found)
    _of_no_system([a for a in tables if not a.system], full, found)
    return found


def _catalogue(asset: DataAsset) -> str:
    return SHARED_CATALOGUES.get(asset.system, asset.system)


def parts_of(name: str) -> Parts:
    """Return the parts of a table's name, as they are compared."""
    return tuple(_DOT.split(name.lower()))


def _of_a_system(
    tables: Iterable[DataAsset], system: str, found: dict[DataAsset, DataAsset]
) -> dict[tuple[str, Parts], DataAsset]:
    """Unite the tables of one system: note it in `found`, return those that stand for them."""
    spelled: dict[Parts, list[DataAsset]] = {}
    for asset in tables:
        spelled.setdefault(parts_of(asset.name), []).append(asset)
    full: dict[Parts, Parts] = {}
    for parts in sorted(spelled, key=lambda each: (-len(each), each)):
        ends = {full[longer] for longer in full if _ends(longer, parts)}
        full[parts] = ends.pop() if len(ends) == 1 else parts
    standing = {parts: _chosen(spelled[parts]) for parts in set(full.values())}
    for parts, same in spelled.items():
        for asset in same:
            found[asset] = standing[full[parts]]
    return {(system, parts): standing[full[parts]] for parts in full}


def _ends(longer: Parts, parts: Parts) -> bool:
    return len(longer) > len(parts) and longer[-len(parts) :] == parts


def _chosen(same: Iterable[DataAsset]) -> DataAsset:
    """Return the spelling that is shown: lower case before upper, whoever writes it."""
    return min(same, key=lambda each: (each.system, each.name.swapcase()))


def _of_no_system(
    tables: Iterable[DataAsset],
    full: Mapping[tuple[str, Parts], DataAsset],
    found: dict[DataAsset, DataAsset],
) -> None:
    """Unite tables of an unknown system with the only one of their name; note it in `found`."""
    left: list[DataAsset] = []
    for asset in tables:
        parts = parts_of(asset.name)
        fitting = {
            standing
            for (_, known), standing in full.items()
            if known == parts or _ends(known, parts)
        }
        if len(fitting) == 1:
            found[asset] = fitting.pop()
        else:
            left.append(asset)
    _of_a_system(left, "", found)


def holding(
    outer: Collection[DataAsset], inner: Collection[DataAsset]
) -> Iterator[tuple[DataAsset, DataAsset]]:
    """Yield each pair of assets of which the first has the second in it.

    A folder has its files, a pattern what fits it (`landing/*.csv`, `landing/{day}.csv`, of
    tables `events_*`). Where it begins, a bucket or folder, must be known.
    """
    folders = {(a.system, a.kind, a.name): a for a in outer if a.kind in ("object", "file")}
    for asset in inner:
        for folder in _folders(asset.name):
            found = folders.get((asset.system, asset.kind, folder))
            if found is not None:
                yield found, asset
    for one in outer:
        wild = _pattern(one)
        for asset in inner if wild else ():
            if asset != one and (asset.system, asset.kind) == (one.system, one.kind):
                name = asset.name.lower() if one.kind == "table" else asset.name
                if fnmatchcase(name, wild) or fnmatchcase(name, f"{wild}/*"):
                    yield one, asset


def _folders(name: str) -> Iterator[str]:
    """Yield the folders that a file is in, without the root."""
    while "/" in name.strip("/"):
        name = name.rpartition("/")[0]
        yield name


def _pattern(asset: DataAsset) -> str:
    """Return an asset's name as a glob, "" where it is none that says enough."""
    wild = asset.name if asset.kind == "table" else pattern(asset.name)
    if not _WILD.search(wild) or not re.search(r"[^\W_]", _WILD.sub("", wild)):
        return ""
    if asset.kind == "table":
        return wild.lower()
    first = wild.lstrip("/").partition("/")[0]
    is_placed = asset.kind in ("object", "file") and not _WILD.search(first)
    return wild if is_placed else ""
