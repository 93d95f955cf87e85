"""A diagram's snapshot file: Markdown with a heading, a line on its origin, and drawings.

    # Airflow DAG: daily_sales_etl

    Source: `dags/daily_sales_dag.py` · format 1

Nothing in it depends on the time, the machine or the version of the plugin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.escape import MARKDOWN, escape
from pytest_etl_diagram.mermaid.header import FORMAT_VERSION, WHOLE_PROJECT, header
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.titles import heading
from pytest_etl_diagram.mermaid.versions import format_version, is_ours, migrated, refuse_newer
from pytest_etl_diagram.sources.conflicts import find_conflict

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram, Graph

_NOT_IN_CODE = re.compile(r"[^ !-$&-_a-~\u00c0-\u1fff\u2c00-\u2fef\u3040-\ud7ff]|\A | \Z|(?<= ) ")
"""What a path in backticks doesn't show as it is: `%`, backticks, controls, lost blanks."""

_NOT_OURS = "not a snapshot of pytest-etl-diagram"
_OPEN, _CLOSE = "```mermaid", "```"


@dataclass(frozen=True, slots=True)
class Document:
    """What a snapshot file says: a diagram without its places, and the file's format."""

    kind: str
    name: str
    source: str
    format_version: int
    graph: Graph


def render(diagram: Diagram) -> str:
    """Return the snapshot file of `diagram`: LF, no trailing blanks, one final newline.

    Raises ValueError for a graph that can't be drawn (see `write`).
    """
    return _text(diagram.kind, diagram.name, diagram.source, diagram.graph)


def _text(kind: str, name: str, source: str, graph: Graph) -> str:
    shown = f"`{_NOT_IN_CODE.sub(_quoted, source)}`" if source else WHOLE_PROJECT
    blocks = [heading(kind, name), f"Source: {shown} · format {FORMAT_VERSION}"]
    for drawing in drawings(graph):
        if drawing.title:
            blocks.append(f"## {escape(drawing.title, MARKDOWN)}")
        blocks.append(f"{_OPEN}\n{drawing.text}{_CLOSE}")
    return "\n\n".join(blocks) + "\n"


def _quoted(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def parse(text: str) -> Document:
    """Return what the snapshot file `text` says.

    CRLF and blank lines added or removed between blocks don't matter, and an older format
    version that this one knows is read as if it were written now. Raises SnapshotFormatError,
    saying what to do, for unresolved merge conflicts, other format versions, and anything that
    `render` would not write.
    """
    text = text.replace("\r\n", "\n")
    refuse_newer(text)
    _refuse_conflicts(text)
    text = migrated(text)
    lines = text.split("\n")
    about = header(text)
    if about is None:
        raise _headless(text)
    starts, texts = _fences(lines)
    source, kind, name = about
    from pytest_etl_diagram.mermaid.joining import join  # noqa: PLC0415 -- most runs only write

    graph = join(texts, starts=starts)
    _require_nothing_else(lines, _text(kind, name, source, graph).split("\n"))
    return Document(kind, name, source, FORMAT_VERSION, graph)


def _refuse_conflicts(text: str) -> None:
    conflict = find_conflict(text)
    if conflict is not None:
        message = (
            f"line {conflict.line}: {conflict}; neither side has to be kept: once the code is "
            "merged, write the merged diagram with pytest --etl-diagrams --snapshot-update"
        )
        raise SnapshotFormatError(message)


def _headless(text: str) -> SnapshotFormatError:
    """Return what to say of a text that doesn't begin as a snapshot does."""
    if not is_ours(text) or not text.strip():
        return SnapshotFormatError(f"{_NOT_OURS}: heading and source line are missing")
    if format_version(text) is None:
        return SnapshotFormatError(f"{_NOT_OURS} any more: its format is no version")
    return SnapshotFormatError(f"{_NOT_OURS} any more: heading or source line was changed")


def _fences(lines: list[str]) -> tuple[list[int], list[str]]:
    """Return the numbers of the first lines, and the texts, of the drawings."""
    starts: list[int] = []
    texts: list[str] = []
    for index, line in enumerate(lines):
        if line == _OPEN:
            try:
                end = lines.index(_CLOSE, index + 1)
            except ValueError:
                message = f"line {index + 1}: a drawing without its end"
                raise SnapshotFormatError(message) from None
            starts.append(index + 2)
            texts.append("\n".join((*lines[index + 1 : end], "")))
    if not texts:
        message = "no drawing (a fence opened by ```mermaid) in the file"
        raise SnapshotFormatError(message)
    return starts, texts


def _require_nothing_else(found: list[str], expected: list[str]) -> None:
    wanted = [line for line in expected if line.strip()]
    written = [(number, line) for number, line in enumerate(found, 1) if line.strip()]
    for (number, line), want in zip(written, wanted, strict=False):
        if line != want:
            message = f"line {number}: {line!r} stands where {want!r} would be written"
            raise SnapshotFormatError(message)
    if len(written) != len(wanted):
        message = (
            f"{len(written)} lines that aren't blank stand where {len(wanted)} would be written"
        )
        raise SnapshotFormatError(message)
