"""Which files are worth reading: a cheap test on their bytes."""

from __future__ import annotations

HINTS: tuple[tuple[bytes, ...], ...] = ((b"dag", b"airflow"),)
"""Rows of lower-case byte strings; a file that holds all of one row is read.

The row of Airflow is Airflow's own heuristic for DAG files
(`airflow.utils.file.might_contain_dag_via_default_heuristic`), which ignores case.
"""

SUFFIXES = (".py",)
"""The ends of the names of files that can hold a pipeline."""


def might_hold_pipeline(data: bytes) -> bool:
    """Tell whether the bytes of a file hold all hints of at least one row."""
    lowered = data.lower()
    return any(all(hint in lowered for hint in row) for row in HINTS)
