"""The document: assets of this package, the data and Mermaid in one text."""

from __future__ import annotations

import base64
import hashlib
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

_SCRIPT = '\n"use strict";\n{{\n{}\n}}\n'
"""The scripts as one: what they define is seen by nobody else."""

_SLOT = re.compile(r"<!-- slot: (\w+) -->")
_ENDS_SCRIPT = re.compile(r"<(?=!--|/script)", re.IGNORECASE)
"""What ends a script element, or changes what does."""


def page(data: dict[str, Any], mermaid: str) -> str:
    """Return the whole document; `mermaid` is the source of Mermaid, "" for none."""
    scripts = _SCRIPT.format("\n".join(_asset(name) for name in _SCRIPTS))
    engine = as_script(mermaid)
    fills = {
        "styles": "\n".join(_asset(name) for name in _STYLES),
        "scripts": scripts,
        "allowed_scripts": " ".join(map(_allowed, filter(None, (scripts, engine)))),
        "data": as_data(data),
        "drawing_style": _asset("drawing.css"),
        "mermaid": _mermaid_elements(engine),
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
    return _ENDS_SCRIPT.sub(r"\\x3c", source.replace("\r\n", "\n").replace("\r", "\n"))


def _allowed(script: str) -> str:
    """Return what lets a page with a Content-Security-Policy run this script, and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest())
    return f"'sha256-{digest.decode()}'"


def _mermaid_elements(source: str) -> str:
    """Return Mermaid as text that doesn't run by itself: the page starts it for its first drawing.

    Running it takes a good part of a second, for which the overview needn't wait.
    """
    if not source:
        return ""
    notice = f"<!--\n{_asset('mermaid-license.txt')}-->"
    return f'{notice}\n<script type="text/plain" id="mermaid-source">{source}</script>'


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
