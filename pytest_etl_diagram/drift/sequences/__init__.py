"""Drifts of sequences: who takes part, which calls are made, under which turns of the flow.

The lines of the two sequences are aligned first; frames are paired by the lines
that they have in common. Each change is told once: a frame that went with all
that was in it by its lines, a frame around kept lines by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.sequences.cast import tellings
from pytest_etl_diagram.drift.sequences.difference import difference
from pytest_etl_diagram.drift.sequences.frame_drifts import frame_drifts
from pytest_etl_diagram.drift.sequences.message_drifts import message_drifts
from pytest_etl_diagram.drift.sequences.participants import pair_participants, participant_drifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Drift, Graph

__all__ = ["sequence_drifts"]


def sequence_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield the drifts of participants, messages and frames, in no particular order."""
    cast = pair_participants(old, new, declared)
    between = difference(old, new, cast.new_ids)
    telling = tellings(between, cast)
    yield from participant_drifts(cast, new, (telling[0].lone, telling[1].lone))
    yield from frame_drifts(between)
    yield from message_drifts(between, telling)
