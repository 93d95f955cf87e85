"""Snapshots of different sources that are one file on some systems."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = (
    "is the folder {} where upper and lower case, or two ways to write an accent, are the same "
    "(macOS, Windows): there only one of the two sources can be, and one's snapshots replace the "
    "other's; rename one of them"
)


def clashes(snapshots: Iterable[str]) -> frozenset[Problem]:
    """Return a problem for each folder whose snapshots are those of another one elsewhere.

    `snapshots` are the paths of snapshots; those in one folder always differ.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for path in snapshots:
        alike[_seen_elsewhere(path)].append(path)
    folders = {
        tuple(sorted(path.rpartition("/")[0] for path in paths))
        for paths in alike.values()
        if len(paths) > 1
    }
    return frozenset(
        Problem(other, 0, _WORDS.format(first), fatal=False)
        for first, *others in folders
        for other in others
    )


def _seen_elsewhere(path: str) -> str:
    """Return a path as systems compare it that tell neither case nor ways to write accents apart.

    Folding the case may leave signs in another order than they are compared in.
    """
    folded = unicodedata.normalize("NFD", path).casefold()
    return unicodedata.normalize("NFD", folded)
