"""Settings that are words: the kinds of diagram, the layers, and switches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence


def of_pytest(config: pytest.Config, name: str, otherwise: Sequence[Any]) -> Sequence[Any]:
    """Return a list that is a setting of pytest's own, `otherwise` where its plugin is off.

    `-p no:python` takes `python_files` from it, `-p no:python_path` takes `pythonpath`.
    """
    try:
        found: Sequence[Any] = config.getini(name)
    except ValueError:
        return otherwise
    return found


def test_files(config: pytest.Config) -> tuple[str, ...]:
    """Return the patterns of the names of test files: pytest's, or those it has by default."""
    return tuple(of_pytest(config, "python_files", ("test_*.py", "*_test.py")))


def kinds(config: pytest.Config, known: Sequence[str], wrong: list[str]) -> tuple[str, ...]:
    """Return the kinds of diagram to draw: those asked for, else all that are known."""
    asked = tuple(config.getini("etl_diagrams_kinds")) or tuple(known)
    wrong.extend(
        f"etl_diagrams_kinds: {kind!r} is no kind of diagram; known are {', '.join(known)}"
        for kind in asked
        if kind not in known
    )
    return asked


def layers(config: pytest.Config, wrong: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the layers of the architecture with the patterns of what belongs to them."""
    found: dict[str, tuple[str, ...]] = {}
    for line in config.getini("etl_diagrams_layers"):
        name, _, rest = (part.strip() for part in line.partition("="))
        patterns = tuple(pattern.strip() for pattern in rest.split(",") if pattern.strip())
        if not name or not patterns:
            wrong.append(
                f"etl_diagrams_layers: {line!r} is no layer; write `layer = pattern, pattern`, "
                "one layer a line"
            )
        elif name in found:
            wrong.append(
                f"etl_diagrams_layers: {line!r} names the layer {name!r} again; write all of its "
                "patterns on one line"
            )
        else:
            found[name] = patterns
    return tuple(found.items())


def notes(config: pytest.Config, wrong: list[str]) -> bool:
    """Tell whether lines of the log are drawn as notes."""
    try:
        return bool(config.getini("etl_diagrams_notes"))
    except (TypeError, ValueError, pytest.UsageError) as error:  # which one depends on pytest
        wrong.append(f"etl_diagrams_notes: {error}; write true or false")
        return False
