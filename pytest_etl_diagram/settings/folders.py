"""Settings that name files and folders of the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.settings.words import of_pytest
from pytest_etl_diagram.sources.finding import USUAL_FOLDERS
from pytest_etl_diagram.sources.folders import leads_out
from pytest_etl_diagram.sources.roots import Root, root_of

if TYPE_CHECKING:
    import pytest


def paths(config: pytest.Config, wrong: list[str]) -> tuple[Path, ...]:
    """Return the files and folders to look for pipelines in."""
    found = []
    for value in config.getini("etl_diagrams_paths"):
        path = below_root(config, value)
        if path is None or not path.exists():
            wrong.append(
                f"etl_diagrams_paths: {value!r} is no file or folder in {config.rootpath}; "
                "name existing ones, relative to that folder"
            )
        elif leads_out(path, config.rootpath):
            wrong.append(f"etl_diagrams_paths: {value!r} {_outside(config)}")
        else:
            found.append(path)
    return tuple(found)


def snapshots(config: pytest.Config, wrong: list[str]) -> Path:
    """Return the folder of the committed diagrams."""
    value = config.getini("etl_diagrams_dir")
    path = below_root(config, value)
    if path is None or not _can_hold_snapshots(path, config):
        wrong.append(
            f"etl_diagrams_dir: {value!r} can't hold the snapshots; name a folder inside "
            f"{config.rootpath}, relative to it, and outside of git's own"
        )
        return config.rootpath
    if leads_out(path, config.rootpath):
        wrong.append(f"etl_diagrams_dir: {value!r} {_outside(config)}")
        return path
    if _holds_sources(path, config):
        wrong.append(
            f"etl_diagrams_dir: {value!r} holds source files, which wouldn't be read; name a "
            "folder of its own for the snapshots"
        )
    syrupys = config.getoption("--snapshot-dirname", default="__snapshots__")
    if str(syrupys) in path.relative_to(config.rootpath).parts:
        wrong.append(
            f"etl_diagrams_dir: {value!r} is inside a {syrupys} folder, whose files syrupy "
            "deletes when no test uses them; name a folder of its own"
        )
    return path


def _can_hold_snapshots(path: Path, config: pytest.Config) -> bool:
    root = config.rootpath
    if path == root or (path.exists() and not path.is_dir()):
        return False
    return ".git" not in path.relative_to(root).parts


def _holds_sources(path: Path, config: pytest.Config) -> bool:
    """Tell whether a folder is, or is around, one to look for pipelines in; or has Python files."""
    if any(path in (each, *each.parents) for each in paths(config, [])):
        return True
    return any(each.is_file() for each in path.glob("*.py"))


def roots(config: pytest.Config, wrong: list[str]) -> tuple[Root, ...]:
    """Return the projects that are drawn as wholes: without a setting, the one of the run."""
    found: dict[str, Root] = {}
    for value in config.getini("etl_diagrams_roots") or ["."]:
        folder = below_root(config, value)
        if folder is None or not folder.is_dir():
            wrong.append(
                f"etl_diagrams_roots: {value!r} is no folder in {config.rootpath}; name existing "
                "ones, relative to that folder"
            )
            continue
        if leads_out(folder, config.rootpath):
            wrong.append(f"etl_diagrams_roots: {value!r} {_outside(config)}")
            continue
        root = root_of(folder, config.rootpath)
        if found.setdefault(root.name, root).folder != folder:
            wrong.append(
                f"etl_diagrams_roots: {value!r} and another root are both called {root.name!r}; "
                "leave one out, or change the name of the project in pyproject.toml"
            )
    return tuple(found.values())


def import_roots(config: pytest.Config) -> tuple[Path, ...]:
    """Return the folders that the project imports from, beside the root folder itself."""
    found = [Path(path) for path in of_pytest(config, "pythonpath", ())]
    found += [config.rootpath / name for name in USUAL_FOLDERS]
    return tuple(dict.fromkeys(path for path in found if path.is_dir()))


def _outside(config: pytest.Config) -> str:
    """Say what is wrong with a path by which a link leads out of the root folder."""
    return (
        f"is, or lies behind, a link that leads out of {config.rootpath}, where nothing is read "
        "or written; put what it leads to in its place, or choose a root folder that holds both "
        "(--rootdir)"
    )


def below_root(config: pytest.Config, value: str) -> Path | None:
    """Return the absolute path of `value`, None when it isn't in the root folder."""
    root = config.rootpath
    path = Path(os.path.normpath(root / value))
    return path if path == root or root in path.parents else None
