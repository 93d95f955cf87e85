"""The `activity` diagram: the control flow of one entry point, as a flowchart from top to bottom.

A flow is lowered as a compiler does it: `lowering` walks its blocks, `sketch`
holds what is drawn so far and the ways that lead on, `scopes` say where a
return, a raise, a break or a continue comes out. `naming` gives ids.
"""

from __future__ import annotations

from pytest_etl_diagram.diagrams.activity.building import KIND, diagram

__all__ = ["KIND", "diagram"]
