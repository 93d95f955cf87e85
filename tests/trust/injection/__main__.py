"""The whole table in the real Mermaid and in a browser: `python -m tests.trust.injection`.

The tests try every text in one drawing of each sort; this gives each text a DAG, a pipeline and
a flow of its own. It takes about half a minute, and fails with what it found.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.report.html import missing_extra
from tests.cases import diagrams, readings
from tests.trust.injection import browsing, pipelines
from tests.trust.injection.meaning import MermaidError, differs
from tests.trust.injection.texts import HOSTILE, IN_YAML, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("dag", "activity", "sequence", "architecture", "pipeline", "deployment", "lineage")


def wrong_drawings(root: Path) -> Iterator[str]:
    """Yield what Mermaid refuses, or understands otherwise than it was meant."""
    pipelines.write(root, "dags/each.py", pipelines.dag_file(NAMES))
    pipelines.write(root, "pipelines/all.yml", pipelines.pipeline_file(IN_YAML))
    pipelines.write(root, "docker-compose.yml", pipelines.compose_file(IN_YAML))
    for what, text in HOSTILE.items():
        path = f"flows/{pipelines.plain_name(what)}.py"
        pipelines.write(root, path, pipelines.flow_file(text))
    found = list(diagrams(readings(root, KINDS), KINDS))
    say(f"{len(found)} diagrams in the real Mermaid")
    for diagram in found:
        for page in drawings(diagram.graph):
            why = fault(page.text)
            if why:
                yield f"{diagram.kind} {diagram.name!a}: {why}"


def fault(text: str) -> str:
    """Say what is wrong with a drawing, "" for nothing."""
    try:
        return "means something else" if differs(text) else ""
    except MermaidError as error:
        return f"is refused: {error!a}"


def wrong_pages(root: Path) -> Iterator[str]:
    """Yield what a report of all texts did in a browser, where there is one."""
    if find_spec("playwright") is None or browsing.browser_path() is None or missing_extra():
        say("no browser, or nothing to draw with: the page wasn't looked at")
        return
    few = {what: text for what, text in NAMES.items() if text.strip()}
    pipelines.write(root, "dags/each.py", pipelines.dag_file(few))
    report = root / "report.html"
    switches = ("-p", "no:cacheprovider", "-o", "etl_diagrams_kinds=dag", f"--rootdir={root}")
    with redirect_stdout(StringIO()):
        pytest.main(["--etl-diagrams", *switches, f"--etl-diagrams-report={report}", str(root)])
    with browsing.browser(import_module("playwright.sync_api")) as chromium:
        seen = browsing.visit(chromium, report, ("after",))
    say(f"{seen.drawn} drawings in the browser")
    requests = [url for url in seen.requests if not url.startswith(("file:", "data:"))]
    yield from (*seen.injected, *seen.told, *seen.refused, *requests)


def say(line: str) -> None:
    """Write a line of the output."""
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    with tempfile.TemporaryDirectory() as drawn, tempfile.TemporaryDirectory() as paged:
        wrong = [*wrong_drawings(Path(drawn).resolve()), *wrong_pages(Path(paged).resolve())]
    for line in wrong:
        say(ascii(line))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
