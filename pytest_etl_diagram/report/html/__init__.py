"""The HTML report: one file that opens offline, with the diagrams drawn by Mermaid itself.

The page is assets of this package put together; what was found lies in it as JSON, and
its JavaScript makes the page from that. Mermaid comes from the package `mermaidx` (extra
`html`) and is embedded; without it the page shows the drawings' text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.report.html.data import page_data
from pytest_etl_diagram.report.html.engine import mermaid_source
from pytest_etl_diagram.report.html.page import page

if TYPE_CHECKING:
    from pytest_etl_diagram.report.contents import Contents

__all__ = ["missing_extra", "render"]

_ADVICE = (
    'The report shows text instead of drawings; for them: pip install "pytest-etl-diagram[html]"'
)


def render(contents: Contents) -> str:
    """Return the report as one HTML document; equal contents give equal text."""
    return page(page_data(contents, notice=missing_extra()), mermaid_source())


def missing_extra() -> str:
    """Return a sentence on what to install for drawings in the report, "" where they are drawn."""
    return "" if mermaid_source() else _ADVICE
