"""Lines that several stages have in common: entries of `default_args`, an anchor of YAML.

Such a line is where a drift is only if all that it gives the setting to have changed: else one
of them had a value of its own, which is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pytest_etl_diagram.model import Diagram, Drift, Node, Place

_DEFAULTS: Final = "default_args"
"""The key, after `#`, of the place where a group or a whole workflow gives its stages defaults."""
_WHOLE: Final = "s_schedule"
"""The node that stands for the whole workflow."""
_MANY: Final = 2
"""So many stages lose a setting at once if it was a default; one may have lost its own."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What of a diagram has changed, as far as it shows which places are meant.

    `changed` and `gone` are keys of settings (`t_load#retries`), `new` ids of stages, and
    `users` the keys of the settings of one name that one place gives.
    """

    diagram: Diagram
    places: Mapping[str, Place]
    changed: Collection[str]
    gone: Collection[str]
    new: Collection[str]
    users: Mapping[tuple[str, Place], list[str]]

    def place(self, key: str) -> Place | None:
        """Return the place that a key of `Diagram.places` means, None where that isn't sure."""
        owner, _, fact = key.partition("#")
        place = self.places.get(key)
        if not fact:
            return place
        if place is None:
            return self._lost(owner, fact) if key in self.gone else None
        users = self.users[fact, place]
        sure = all(user in self.changed or user.partition("#")[0] in self.new for user in users)
        return place if sure else None

    def _lost(self, owner: str, fact: str) -> Place | None:
        """Return where the defaults are that gave a stage a setting which it has lost."""
        for place, stages in self._givers(owner):
            without = [s.id for s in stages if s.fact(fact) is None and s.id not in self.new]
            if len(without) >= _MANY and all(f"{one}#{fact}" in self.gone for one in without):
                return place
        return None

    def _givers(self, owner: str) -> Iterator[tuple[Place, list[Node]]]:
        """Yield what gives a stage defaults, with all stages that it gives them to, outside in."""
        nodes = {node.id: node for node in self.diagram.graph.nodes if node.fact("operator")}
        if owner not in nodes:
            return
        around = {group.id: group.parent for group in self.diagram.graph.groups}
        chains = {one.id: list(_chain(one.group, around)) for one in nodes.values()}
        for giver in ("", *reversed(chains[owner])):
            place = self.places.get(f"{giver or _WHOLE}#{_DEFAULTS}")
            if place is not None:
                yield (
                    place,
                    [node for node in nodes.values() if not giver or giver in chains[node.id]],
                )


def sharing(diagram: Diagram, drifts: Iterable[Drift]) -> Sharing:
    """Return what the drifts of a diagram show about places that its stages share."""
    drifts = tuple(drifts)
    users: dict[tuple[str, Place], list[str]] = {}
    for key, place in diagram.places:
        users.setdefault((key.partition("#")[2], place), []).append(key)
    return Sharing(
        diagram,
        dict(diagram.places),
        frozenset(key for drift in drifts for key in drift.places),
        frozenset(key for drift in drifts if not drift.after for key in drift.places),
        frozenset(drift.nodes[0] for drift in drifts if _is_of_new_stage(drift)),
        users,
    )


def _is_of_new_stage(drift: Drift) -> bool:
    return len(drift.nodes) == 1 and not drift.before and not drift.places


def _chain(group: str, around: Mapping[str, str]) -> Iterator[str]:
    """Yield a group and those around it, the innermost first."""
    while group:
        yield group
        group = around.get(group, "")
