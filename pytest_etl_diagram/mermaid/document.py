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
from pytest_etl_diagram.mermaid.header import FORMAT_VERSION, HEADER, WHOLE_PROJECT, header
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.titles import heading

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram, Graph

_NOT_IN_CODE = re.compile(r"[^ !-$&-_a-~\u00c0-\u1fff\u2c00-\u2fef\u3040-\ud7ff]|\A | \Z|(?<= ) ")
"""What a path in backticks doesn't show as it is: `%`, backticks, controls, lost blanks."""

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$")
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
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def parse(text: str) -> Document:
    """Return what the snapshot file `text` says.

    CRLF and blank lines added or removed between blocks don't matter. Raises
    SnapshotFormatError, saying what to do, for unresolved merge conflicts,
    another format version, and anything that `render` would not write.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    _refuse_conflicts(lines)
    found, about = HEADER.match(text), header(text)
    if not (found and about):
        message = "not a snapshot of pytest-etl-diagram: heading and source line are missing"
        raise SnapshotFormatError(message)
    _refuse_other_version(int(found["version"]))
    starts, texts = _fences(lines)
    source, kind, name = about
    from pytest_etl_diagram.mermaid.joining import join  # noqa: PLC0415 -- most runs only write

    graph = join(texts, starts=starts)
    _require_nothing_else(lines, _text(kind, name, source, graph).split("\n"))
    return Document(kind, name, source, FORMAT_VERSION, graph)


def _refuse_conflicts(lines: list[str]) -> None:
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            message = (
                f"line {number}: an unresolved merge conflict; keep either side, then write the "
                "merged diagram with pytest --etl-diagrams --snapshot-update"
            )
            raise SnapshotFormatError(message)


def _refuse_other_version(version: int) -> None:
    if version == FORMAT_VERSION:
        return
    remedy = (
        "a newer pytest-etl-diagram wrote it: upgrade the plugin"
        if version > FORMAT_VERSION
        else "rewrite it with pytest --etl-diagrams --snapshot-update"
    )
    message = f"format {version}, but this plugin reads format {FORMAT_VERSION}; {remedy}"
    raise SnapshotFormatError(message)


def _fences(lines: list[str]) -> tuple[list[int], list[str]]:
    """Return the numbers of the first lines, and the texts, of the drawings."""
    starts: list[int] = []
    texts: list[str] = []
    for index, line in enumerate(lines):
        if line == _OPEN:
            inside = lines[index + 1 :]
            if _CLOSE not in inside:
                message = f"line {index + 1}: a drawing without its end"
                raise SnapshotFormatError(message)
            starts.append(index + 2)
            texts.append("\n".join((*inside[: inside.index(_CLOSE)], "")))
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
