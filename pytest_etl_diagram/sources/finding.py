"""Where the file of a module lies that is named as imports name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

USUAL_FOLDERS = ("src", "dags", "plugins")
"""Folders that Airflow and Python projects import from, beside those that they declare."""


def find_module(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the file of the module `name`, from the first of `folders` that has it."""
    parts = name.split(".")
    if not all(part.isidentifier() for part in parts):
        return None
    for folder in folders:
        place = folder.joinpath(*parts)
        for path in (place / "__init__.py", place.with_name(f"{place.name}.py")):
            if path.is_file():
                return path
    return None
