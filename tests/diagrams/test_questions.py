"""A reading knows all that it depends on: with the same answers to its questions it is the same.

Over all case folders and the example: whatever is asked of the system while a file is read is
covered by a question of its reading, and no change of the project's files changes a reading
whose answers stay.
"""

from __future__ import annotations

import json
import os
import shutil
import sys

import pytest

from pytest_etl_diagram.sources.observing import BELOW, FILE, HOLDING, KIND, NAMES
from tests.diagrams import observed
from tests.diagrams.changing import changes

PROJECTS = observed.projects()
CHANGES = 8
"""So many changes of each project are tried, but of the example: that is large."""
LISTED, OPENED, ASKED = "listed", "opened", "asked"
EVENTS = {"open": OPENED, "os.listdir": LISTED, "os.scandir": LISTED}
"""Python's audit events → what was done to the path that is their first argument."""
STATS = ("stat", "lstat", "readlink")
"""Functions of `os` that no audit event tells of; all other questions end in one of them."""


class Watch:
    """What is done to files below a folder while it is set."""

    root: str | None = None
    done: set[tuple[str, str]] = set()  # noqa: RUF012 -- there is one, as there is one hook


def _note(what: str, path: object) -> None:
    if Watch.root is None or not isinstance(path, (str, bytes, os.PathLike)):
        return
    whole = os.path.normpath(os.fsdecode(path))
    if whole == Watch.root or whole.startswith(Watch.root + os.sep):
        Watch.done.add((what, os.path.relpath(whole, Watch.root).replace(os.sep, "/")))


def _hook(event: str, args: tuple[object, ...]) -> None:
    if Watch.root is not None and event in EVENTS:
        _note(EVENTS[event], args[0])


sys.addaudithook(_hook)


@pytest.fixture
def watch(monkeypatch):
    """Return a function that reads a file of a fresh project and what was done for it."""
    for name in STATS:
        plain = getattr(os, name)

        def noted(path, *args, plain=plain, **keywords):
            _note(ASKED, path)
            return plain(path, *args, **keywords)

        monkeypatch.setattr(os, name, noted)

    def read(root, path):
        fresh = observed.project(root)
        Watch.root, Watch.done = str(root), set()
        try:
            return fresh.read(path), sorted(Watch.done)
        finally:
            Watch.root = None

    return read


def is_around(folder: str, path: str) -> bool:
    """Tell whether a path is a folder, or lies in it."""
    return folder in (".", "") or path == folder or path.startswith(f"{folder}/")


def covers(question: tuple[str, str], done: tuple[str, str]) -> bool:
    """Tell whether the answer to a question says what was learnt by doing something.

    What a file holds is told by FILE of it, or HOLDING of its suffix. What lies in a folder is
    told by what asks for something in it, or for the folder: an import looks in any.
    """
    (what, of), (deed, path) = question, done
    if deed == OPENED:
        return (what, of) == (FILE, path) or (
            what == HOLDING and path.endswith(tuple(json.loads(of)[0]))
        )
    if what in (FILE, KIND):
        return is_around(path, of)
    if what in (NAMES, BELOW):
        folder = json.loads(of)[0]
        return is_around(path, folder) or (what == BELOW and is_around(folder, path))
    return deed == LISTED  # HOLDING, and the two of imports


@pytest.mark.parametrize("root", PROJECTS, ids=observed.name_of)
def test_what_is_asked_of_the_system_is_covered_by_a_question(root, watch):
    for path in observed.files(root):
        reading, done = watch(root, path)
        assert (FILE, reading.source) in reading.questions
        assert [
            deed for deed in done if not any(covers(each, deed) for each in reading.questions)
        ] == []


@pytest.mark.parametrize("root", PROJECTS, ids=observed.name_of)
def test_questions_are_the_same_whatever_was_read_before(root):
    together = observed.project(root)
    for path, apart in reversed(observed.read_apart(root).items()):
        assert together.read(path) == apart


@pytest.mark.parametrize("case", PROJECTS, ids=observed.name_of)
def test_a_reading_whose_answers_stay_stays(case, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(case, root)
    readings = observed.read_apart(root)
    before = observed.answers(root, readings)
    count = 2 if case == observed.EXAMPLE else CHANGES
    for change in changes(root, count):
        change.do()
        after = observed.answers(root, readings)
        project = observed.project(root)
        for path, reading in readings.items():
            if after[path] == before[path]:
                assert project.read(path) == reading, f"{path.name}, when {change.words}"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(case, root)
