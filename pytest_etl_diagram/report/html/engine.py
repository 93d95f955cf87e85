"""Mermaid's JavaScript, as the wheel of mermaidx carries it."""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from zipimport import zipimporter

_PACKAGE = "mermaidx"
_SCRIPT = ("assets", "mermaid.js")


def mermaid_source() -> str:
    """Return the script, which defines a global `mermaid`; "" where it isn't installed.

    The package isn't imported: it would load a JavaScript engine.
    """
    spec = find_spec(_PACKAGE)
    if (
        spec is None
        or not spec.origin
        or not isinstance(spec.loader, (SourceFileLoader, zipimporter))
    ):
        return ""
    try:
        script = spec.loader.get_data(str(Path(spec.origin).parent.joinpath(*_SCRIPT)))
    except OSError:  # another version, which keeps it elsewhere
        return ""
    return script.decode("utf-8")
