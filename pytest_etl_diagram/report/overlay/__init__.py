r"""Two graphs in one drawing: what stayed, what came, what went, what changed.

    flowchart LR
        n_t_clean["clean<br/>PythonOperator"]:::kept
        n_t_load["#126; load<br/>PythonOperator<br/>retries: 3 → 0 (default)"]:::changed
        o_t_check["\u2212 check<br/>PythonOperator<br/>retries: 3"]:::went
        n_t_clean -.-x|"\u2212"| o_t_check

A sign, a line style and a colour say the same, so that no one of them is needed. The
drawing is computed for a reader and never committed: `read` doesn't know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.declared import declared_pairs
from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.mermaid.theme import LOOKS
from pytest_etl_diagram.mermaid.validity import check, is_sequence
from pytest_etl_diagram.report.overlay.apart import apart
from pytest_etl_diagram.report.overlay.charts import chart
from pytest_etl_diagram.report.overlay.sequences import sequence_chart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Graph

__all__ = ["overlay"]


def overlay(
    old: Graph, new: Graph, renamed: Iterable[tuple[str, str]] = (), limits: Limits = HOST
) -> str:
    """Return the Mermaid text of one drawing of both graphs, ending in a newline.

    What is the same thing in both is decided as `drift.compare` does, which is given the same
    `renamed`: the renames that the code declares. A drawing that would be
    too big to read, or over the `limits`, shows only what changed and what is next to it, and
    says how much is left out. Raises ValueError for a graph that can't be drawn (see
    `mermaid.write`).
    """
    check(old, LOOKS)
    check(new, LOOKS)
    declared = declared_pairs(old, new, renamed)
    if is_sequence(old) and is_sequence(new):
        return sequence_chart(old, new, declared, limits)
    if is_sequence(old) or is_sequence(new):
        return apart(old, new)
    return chart(old, new, declared, limits)
