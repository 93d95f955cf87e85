"""What changed between two drawings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drift:
    """One change of architecture between a committed and a current graph.

    `rule` is the id of a row of the catalogue, `level` its level (`breaking`,
    `warning` or `info`). `subject` is the name of the stage, dependency
    (`a → b`), group or setting that changed. `before` and `after` are the two
    values, "" where there was or is none. `why` says why it matters, `nodes`
    are ids of the nodes concerned (for finding places), `downstream` the names
    of the stages reachable from them, `pipelines` those of other pipelines that the
    lineage of the project leads to. `places` are keys of `Diagram.places` to look
    at before those of the nodes, such as `t_load#retries`.
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
