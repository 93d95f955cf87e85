"""The HTML report of hostile pipelines, in a real browser: it shows them and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.report.html import missing_extra
from tests.trust.injection import browsing, pipelines
from tests.trust.injection.texts import HOSTILE

if TYPE_CHECKING:
    from tests.plugin.conftest import PipelineProject


def test_a_report_shows_hostile_names_and_does_nothing_else(project: PipelineProject) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    if browsing.browser_path() is None:
        pytest.skip(f"there is no browser: none of {', '.join(browsing.BROWSERS)}")
    if missing_extra():
        pytest.skip(missing_extra())
    texts = {what: text for what, text in HOSTILE.items() if text.strip()}  # Mermaid logs for those
    project.write("dags/one.py", pipelines.one_dag(texts))
    for what in ("html: handler", "html: ends a script", "terminal: all C0", "unseen: isolate"):
        path = f"dags/{pipelines.plain_name(what)}.py"
        project.write(path, pipelines.dag_file({what: HOSTILE[what]}))
    project.accept()
    project.write("dags/one.py", pipelines.one_dag(texts, slots=2))
    project.run("--etl-diagrams-report=report.html")
    with browsing.browser(playwright) as chromium:
        seen = browsing.visit(chromium, project.root / "report.html")
    assert seen.injected == []
    assert seen.told == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert seen.refused == []
    assert seen.drawn > len(browsing.VIEWS)
