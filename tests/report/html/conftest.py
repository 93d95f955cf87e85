"""Headless Chromium, where there is one, and the page that it has open."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import html_pages
import pytest

from pytest_etl_diagram.report.html import engine, missing_extra, render

if TYPE_CHECKING:
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 30_000
"""Milliseconds that a busy machine may take for a drawing."""


@pytest.fixture(scope="module")  # its event loop, left running, would stop other tests' V8
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"there is no browser: none of {', '.join(BROWSERS)}")
    if missing_extra():
        pytest.skip(missing_extra())
    is_root = hasattr(os, "getuid") and os.getuid() == 0
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if is_root else []
        )
        yield chromium
        chromium.close()


@dataclass
class Report:
    """A report in the browser, and what happened there that must not."""

    page: object
    url: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, fragment: str = "") -> None:
        """Open the report anew, at a hash."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#{fragment}")

    def open(self, name: str) -> None:
        """Open a diagram's page from the overview, and wait until it is there."""
        self.page.locator(".row", has_text=name).first.click()
        self.page.locator("main h1", has_text=name).wait_for(timeout=PATIENCE)

    def drawing(self):
        """Return the picture that is shown, when it is drawn."""
        svg = self.page.locator(".frame svg").first
        self.page.locator(".frame").first.scroll_into_view_if_needed()
        svg.wait_for(timeout=PATIENCE)
        return svg

    def rows(self) -> list[str]:
        """Return the names of the diagrams that the list shows, in its order."""
        return self.page.locator(".row:visible .name bdi").all_inner_texts()

    def focused(self) -> str:
        """Return the name in the row that has the focus, "" where none has."""
        row = self.page.locator(".row:focus .name bdi")
        return row.inner_text() if row.count() else ""


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Path:
    """The reports as files."""
    folder = tmp_path_factory.mktemp("pages")
    for make in (html_pages.mixed, html_pages.hostile):
        text = render(make())
        (folder / f"{make.__name__}.html").write_text(text, encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_PACKAGE", "no_such_package_as_this")
        text = render(html_pages.mixed())
    (folder / "without_mermaid.html").write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def open_report(browser, pages):
    """Open a report, by its name or path; at the end nothing may have gone wrong in any."""
    contexts, reports = [], []

    def open_(name: str | Path = "mixed.html", **settings) -> Report:
        context = browser.new_context(offline=True, **settings)
        page = context.new_page()
        report = Report(page, (pages / name).as_uri())
        page.on("pageerror", lambda error: report.errors.append(str(error)))
        page.on(
            "console",
            lambda said: report.errors.append(said.text) if said.type != "log" else None,
        )
        page.on("request", lambda request: report.requests.append(request.url))
        contexts.append(context)
        reports.append(report)
        report.go()
        return report

    yield open_
    for context in contexts:
        context.close()
    assert [error for report in reports for error in report.errors] == []
    assert [
        url for r in reports for url in r.requests if not url.startswith(("file:", "data:"))
    ] == []


@pytest.fixture
def report(open_report) -> Report:
    return open_report()
