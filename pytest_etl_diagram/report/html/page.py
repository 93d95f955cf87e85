"""The document: assets of this package, the data and Mermaid in one text."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

_STYLES = ("page.css", "overview.css", "diagram.css", "views.css")

_SCRIPTS = (
    "elements.js",
    "state.js",
    "theme.js",
    "matching.js",
    "overview.js",
    "drifts.js",
    "drawing.js",
    "difference.js",
    "diagram.js",
    "pages.js",
    "keyboard.js",
)
"""In the order of use: a file uses only what those above it define."""

_SLOT = re.compile(r"<!-- slot: (\w+) -->")
_ENDS_SCRIPT = re.compile(r"<(?=!--|/script)", re.IGNORECASE)
"""What ends a script element, or changes what does."""


def page(data: dict[str, Any], mermaid: str) -> str:
    """Return the whole document; `mermaid` is the source of Mermaid, "" for none."""
    fills = {
        "styles": "\n".join(_asset(name) for name in _STYLES),
        "scripts": "\n".join(_asset(name) for name in _SCRIPTS),
        "data": as_data(data),
        "drawing_style": _asset("drawing.css"),
        "mermaid": _mermaid_elements(mermaid),
    }
    return _SLOT.sub(lambda slot: fills[slot[1]], _asset("page.html"))


def as_data(value: object) -> str:
    """Return JSON that may stand in a script element: no `<` in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def as_script(source: str) -> str:
    r"""Return JavaScript that may stand in a script element.

    What would end it stands in strings and regular expressions only, where `\x3c` is the same.
    """
    return _ENDS_SCRIPT.sub(r"\\x3c", source)


def _mermaid_elements(source: str) -> str:
    """Return Mermaid as text that doesn't run by itself: the page starts it for its first drawing.

    Running it takes a good part of a second, for which the overview needn't wait.
    """
    if not source:
        return ""
    notice = f"<!--\n{_asset('mermaid-license.txt')}-->"
    return f'{notice}\n<script type="text/plain" id="mermaid-source">{as_script(source)}</script>'


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
