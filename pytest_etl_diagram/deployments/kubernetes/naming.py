"""What units are called: a workload by its name, anything else as kubectl calls it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource

Names = dict[int, str]
"""Names of units by the identity of their resource."""


def unit_names(plain: Iterable[Resource], others: Iterable[Resource]) -> Names:
    """Return a name for each resource, unique in its set.

    A workload (one of `plain`) is called by its own name. Where several have it, the kind stands
    before it, and the namespace where that isn't enough. The others always have their kind:
    `service/etl`.
    """
    short = {id(each): each.name for each in plain}
    short = _apart(plain, short, lambda r: f"{r.kind.lower()}/{r.name}")
    full = {**short, **{id(r): f"{r.kind.lower()}/{r.name}" for r in others}}
    return _apart([*plain, *others], full, lambda r: f"{r.namespace}/{full[id(r)]}".lstrip("/"))


def _apart(found: Iterable[Resource], names: Names, longer: Longer) -> Names:
    counts = Counter(names.values())
    return {
        id(each): longer(each) if counts[names[id(each)]] > 1 else names[id(each)]
        for each in found
        if id(each) in names
    }


if TYPE_CHECKING:
    from collections.abc import Callable

    Longer = Callable[[Resource], str]
