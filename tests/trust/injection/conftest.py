"""A project with hostile pipelines, and what pytest prints of it, byte for byte."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.plugin.conftest import FLAGS, sales
from tests.trust.injection import pipelines
from tests.trust.injection.texts import HOSTILE, OUTPUT, TERMINAL, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    Printed = Callable[..., str]
    from tests.plugin.conftest import PipelineProject

NAMES = {
    what: HOSTILE[what]
    for what in (
        "html: ends a script",
        "output: GitHub command behind a newline",
        "output: old GitHub command",
        "output: shell quote",
        "output: command substitution",
        "output: cmd",
        "terminal: colour",
        "terminal: clipboard",
        "terminal: all C0",
        "terminal: all C1",
        "unseen: right to left",
        "unseen: same as another",
        "unseen: fillers",
        "unseen: accents",
        "unseen: lone surrogate",
        "files: long",
    )
}
"""What is a DAG's name; all that steers an output is in one DAG beside these."""

SPOKEN = {**OUTPUT, **TERMINAL, **UNSEEN}

__all__ = ["sales"]

FILES = {
    "colours": "e\x1b[31mvil.py",
    "title": "\x1b]0;x\x07.py",
    "C1": "\x9b31m.py",
    "newline": "new\n::error::line.py",
    "return": "a\rb.py",
    "right to left": "\u202eyp.x.py",
    "no width": "lo\u200bad.py",
    "GitHub": "::error::x.py",
    "Azure": "##vso[task.complete]x.py",
    "shell": "'; touch pwned; '.py",
    "substitution": "$(touch pwned).py",
    "quotes": '"; touch pwned; ".py',
    "option": "-rf.py",
    "file of arguments": "@args.py",
    "blank": " x .py",
    "accents": "Z" + "\u0301" * 40 + ".py",
    "not UTF-8": "\udcff\udcfe.py",
    "markup": "<img src=x onerror=alert(1)>.py",
    "fence": "```` `x`.py",
    "backslash": "\\x1b[31m.py",
}
"""Names of files that a file system may have."""


@pytest.fixture
def printed(project: PipelineProject, capsys: pytest.CaptureFixture[str]) -> Printed:
    """Run pytest in this process and return what it prints, unchanged."""

    def run(*args: str) -> str:
        capsys.readouterr()
        project.pytester.inline_run(*FLAGS, *args)
        return capsys.readouterr().out

    return run


def write_file(project: PipelineProject, folder: str, name: str, text: str) -> bool:
    """Write a file of whatever name; tell whether the file system has such names."""
    path = project.root / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, UnicodeError):
        return False
    return sys.platform != "win32" or os.path.exists(path)  # noqa: PTH110 -- as it is written


@pytest.fixture
def hostile(project: PipelineProject) -> PipelineProject:
    """A project with a DAG for every text, and files of hostile names; nothing is committed."""
    project.write("dags/each.py", pipelines.dag_file(NAMES))
    project.write("dags/one.py", pipelines.one_dag(SPOKEN))
    for name in FILES.values():
        write_file(project, "files", name, pipelines.dag_file({"plain": "plain"}))
        write_file(project, "broken", name, "from airflow import DAG\nDAG(\n\x1b[31m\u202e\n")
    return project


@pytest.fixture
def drifted(hostile: PipelineProject) -> PipelineProject:
    """The same project with its drawings committed, and fewer retries than they show."""
    hostile.run("--snapshot-update")
    hostile.write("dags/each.py", pipelines.dag_file(NAMES, retries=0))
    hostile.write("dags/one.py", pipelines.one_dag(SPOKEN, slots=2))
    for name in FILES.values():
        write_file(hostile, "files", name, pipelines.dag_file({"plain": "plain"}, retries=0))
    return hostile
