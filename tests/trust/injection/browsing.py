"""A report of hostile pipelines in a real browser: what happened there that must not."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60_000
"""Milliseconds that a busy machine may take for a drawing."""

VIEWS = ("overlay", "before", "after", "text")

_INJECTED = """() => {
  const strange = document.querySelectorAll(
    "main :is(img, iframe, object, embed, form, script, link, meta, base, image, use, animate),"
      + "main set, main a:not([href^='#']), body > :not(header, main, footer, script)"
  );
  const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].filter((each) => /^on|javascript:/i.test(each.name + each.value)
      && /^on|href|src|style/i.test(each.name)).map((each) => each.name));
  return [...[...strange].map((element) => element.outerHTML.slice(0, 200)), ...handlers];
}"""


@dataclass
class Visit:
    """What was looked at, and what happened: errors, dialogs, requests and elements of others."""

    drawn: int = 0
    told: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    injected: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def browser_path() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def browser(playwright: Any) -> Iterator[Any]:
    """Start the browser of this machine without a window."""
    is_root = hasattr(os, "getuid") and os.getuid() == 0
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox"] if is_root else []
        )
        yield chromium
        chromium.close()


def visit(chromium: Any, path: Path, views: tuple[str, ...] = VIEWS) -> Visit:
    """Look at the overview, and at each view of each diagram, of a report."""
    seen = Visit()
    page = chromium.new_context(offline=True).new_page()
    page.on("pageerror", lambda error: seen.told.append(str(error)))
    page.on("console", lambda said: seen.told.append(said.text))
    page.on("dialog", lambda dialog: (seen.told.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.goto(path.as_uri())
    seen.injected += page.evaluate(_INJECTED)
    hashes = page.evaluate("() => [...document.querySelectorAll('.row')].map((row) => row.hash)")
    for fragment in hashes:
        for view in views:
            _look(page, f"{fragment}&view={view}", seen)
    return seen


def _look(page: Any, fragment: str, seen: Visit) -> None:
    page.evaluate("(hash) => { location.hash = hash; }", fragment)
    page.wait_for_selector(".panel")
    if "view=text" not in fragment:
        page.locator(".frame").first.scroll_into_view_if_needed()  # a long name pushes it down
        page.wait_for_function(
            "() => [...document.querySelectorAll('.frame')].some((frame) =>"
            " frame.querySelector('svg, pre'))",
            timeout=PATIENCE,
        )
        seen.drawn += page.locator(".frame svg").count()
        seen.refused += page.locator(".frame .remark").all_inner_texts()
    seen.injected += page.evaluate(_INJECTED)
