"""Runs of pytest in this process, in which only what a change touches is read anew.

Reading the whole example takes seconds, and most changes touch one file of it. What a file
told stays true as long as its own bytes, those of the files that were read for it and those
of the project's settings are the same.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.diagrams.project import Project
from tests.example.project import FLAGS, INHERITED, Run

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.reading import Reading
    from tests.example.project import Example

_SETTINGS = "pyproject.toml"
_read = Project.read
_known: dict[tuple[object, str], list[tuple[dict[str, bytes], Reading]]] = {}
"""By the wanted kinds and the file: the bytes of all files that a reading rests on, and it."""


def run_here(example: Example, *arguments: str) -> Run:
    """Run pytest in a copy of the example as `Example.run` does, in this process."""
    report = example.root.with_name("report.json")
    report.unlink(missing_ok=True)
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in INHERITED:
            patch.delenv(name, raising=False)
        patch.chdir(example.root)
        patch.setattr(sys, "path", [*sys.path])
        patch.setattr(Project, "read", remembered)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = pytest.main([*FLAGS, f"--etl-diagrams-report={report}", *arguments])
    _forget_modules(example.root)
    found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Run(int(code), printed.getvalue(), found)


def _forget_modules(root: Path) -> None:
    """Forget the copy's own modules, such as its conftest.py: the next copy has its own.

    All others stay. pytester would forget what the plugin imported late, too, and half of a
    library that is imported twice works otherwise.
    """
    for name, module in list(sys.modules.items()):
        if root in Path(getattr(module, "__file__", None) or "/").parents:
            del sys.modules[name]


def remembered(project: Project, path: Path) -> Reading:
    """Read a file of the example as `Project.read` does, unless all that it rests on is known."""
    source = path.relative_to(project.rootdir).as_posix()
    known = _known.setdefault((project._options, source), [])
    for contents, reading in known:
        if all(_bytes(project, name) == content for name, content in contents.items()):
            return reading
    reading = _read(project, path)
    names = (_SETTINGS, source, *reading.dependencies)
    known.append(({name: _bytes(project, name) for name in names}, reading))
    return reading


def _bytes(project: Project, name: str) -> bytes:
    try:
        return (project.rootdir / name).read_bytes()
    except FileNotFoundError:
        return b""
