"""What changed between two drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model.places import Location


LEVELS = ("breaking", "warning", "info")
"""How grave a drift can be, worst first.

`breaking`: data may be lost, wrong, late, or fail silently. `warning`: the
context decides. `info`: additive or stricter.
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """One change of architecture between a committed and a current graph.

    `rule` is the id of a row of the catalogue, `level` one of LEVELS. `subject` is
    the name of the stage, dependency (`a → b`), group or setting that changed.
    `before` and `after` are the two values, "" where there was or is none. `why`
    says why it matters, `nodes` are ids of the nodes concerned (for finding
    places), `downstream` the names of the stages reachable from them, `pipelines`
    those of other pipelines that the lineage of the project leads to. `places` are
    keys of `Diagram.places` to look at before those of the nodes, such as
    `t_load#retries`.
    """

    rule: str
    level: str
    subject: str
    before: str = ""
    after: str = ""
    why: str = ""
    nodes: tuple[str, ...] = ()
    downstream: tuple[str, ...] = ()
    fingerprint: str = ""
    pipelines: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """A drift as it is told: alone, or as the sum of those that one change caused.

    `parts` are the drifts that `drift` sums up (one setting that changed on many
    stages, the stages of a group that has another name), at least two; of a drift
    that stands for itself there are none. The level of a sum is the worst of its
    parts, its subject counts and lists theirs.
    """

    drift: Drift
    parts: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class LocatedDrift:
    """A drift with its file and line.

    `allowed` is the reason for which the project accepts it, "" where it doesn't.
    `parts` are the drifts that this one sums up, each with a line of its own. `stage` is
    where its stage is made, which a comment may be about: not always where its setting is.
    """

    drift: Drift
    location: Location
    allowed: str = ""
    parts: tuple[LocatedDrift, ...] = ()
    stage: Location | None = None
