"""Which files are worth reading: a cheap test on their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Hint = tuple[bytes, ...]
"""Lower-case byte strings; a file that holds all of them, in any case, is read."""

AIRFLOW: Hint = (b"dag", b"airflow")
"""Airflow's own heuristic (`airflow.utils.file.might_contain_dag_via_default_heuristic`)."""

SUFFIXES = (".py",)
"""The ends of the names of files that can hold a pipeline."""


def might_hold_pipeline(data: bytes, hints: Iterable[Hint]) -> bool:
    """Tell whether the bytes of a file hold all parts of at least one hint."""
    lowered = data.lower()
    return any(all(part in lowered for part in hint) for hint in hints)
