"""The files of a dbt project: what lies below its folders, but for installed packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

INSTALLED = frozenset({"dbt_packages", "dbt_modules"})
"""Folders into which dbt installs packages: other people's models, and mostly not committed."""


def is_installed(source: str) -> bool:
    """Tell whether a file belongs to an installed package."""
    return not INSTALLED.isdisjoint(source.split("/")[:-1])


def below(files: Files, folder: str, suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files below a folder that end so, sorted by path."""
    return files.below(folder, suffixes, INSTALLED)
