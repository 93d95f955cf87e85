"""Snapshots, reports and pending drawings are the same to the byte whatever surrounds a run."""

from __future__ import annotations

import pytest

from tests.example.project import Example

from .course import FORMATS, comparable, differences, results, run
from .surroundings import ASCII, PLAIN, SURROUNDINGS

CHANGED = {"dag", "pipeline", "deployment"}
"""The kinds of which one diagram each drifts."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return results(PLAIN, tmp_path_factory.mktemp("plain"))


def test_course_passes_at_first_and_finds_the_changes(plain):
    assert {line.rpartition(b": ")[2] for line in plain["outcomes/first"].splitlines()} == {
        b"passed"
    }
    assert b"test_snapshot: passed\n" in plain["outcomes/second"]
    assert plain["outcomes/second"].count(b": failure\n") == len(CHANGED)


def test_course_writes_every_kind_of_result(plain):
    names = list(plain)
    assert {f"made/report.{each}" for each in FORMATS} <= set(names)
    kinds = {name.rpartition("/")[2].partition(".")[0] for name in names if "snapshots/" in name}
    assert kinds == {
        "dag", "activity", "sequence", "architecture", "pipeline", "deployment", "lineage",
    }  # fmt: skip
    pending = {name for name in names if name.startswith("made/") and "/report." not in name}
    assert {name.rpartition("/")[2].partition(".")[0] for name in pending} == CHANGED


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda each: each.name)
def test_bytes_are_the_same_with(surroundings, plain, tmp_path):
    expected = comparable(plain, surroundings)
    assert differences(expected, results(surroundings, tmp_path)) == []


def test_a_system_that_knows_ascii_only_finds_the_committed_bytes(tmp_path):
    outcomes = run(ASCII, Example(tmp_path)).decode().splitlines()
    assert outcomes
    assert {outcome.rpartition(": ")[2] for outcome in outcomes} == {"passed"}


def test_lines_end_in_lf_and_text_is_utf_8(plain):
    for name, data in plain.items():
        assert b"\r" not in data, name
        data.decode("utf-8")
