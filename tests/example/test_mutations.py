"""Changes of the example's architecture fail with their rules and lines, and only they fail.

The texts of some failures are committed. After a deliberate change write them anew with
`ETL_DIAGRAM_WRITE_GOLDEN=1 pytest tests/example/test_mutations.py -k text` and read the diff.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams.kinds import FILE, kinds
from tests.example.inside import run_here
from tests.example.mutations import MUTATIONS
from tests.example.project import EXAMPLE, Example, failures
from tests.example.rewritings import REWRITINGS

GOLDEN = Path(__file__).parent / "golden"
LONGEST = 40
"""A failure is read in one go."""

TEXTS = (
    "retries of all tasks removed",
    "quality check left out of the DAG",
    "success told before the checks",
    "exception swallowed",
    "dead letters no longer made",
    "calls of the quality check are gone",
    "the DAG loads into another warehouse",
    "sessions go into another table",
    "keys of the inventory",
    "executor of the chart",
)
"""The mutations whose failure is committed, each kind of diagram among them."""


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


def name(case):
    """Return the name of a mutation or a rewriting for its test."""
    return case.name


def narrowed_to(mutation):
    """Return the arguments of a run of at least the mutation's kind that reads little."""
    if kinds()[mutation.kind].scope != FILE:
        return ()
    source = () if mutation.kind == "dag" else (mutation.source,)
    return ("-o", f"etl_diagrams_kinds={mutation.kind}", *source)


def told(example, mutation):
    """Return what must be told, as (rule, subject, path, line)."""
    return Counter(
        (each.rule, each.subject, path, example.line_of(path, each.at) if each.at else 0)
        for each in mutation.tells
        for path in [each.file or mutation.file]
    )


def found(run, item):
    """Return what a run tells of a diagram, as (rule, subject, path, line)."""
    return Counter(
        (rule, each["subject"], each["location"]["path"], each["location"]["line"])
        for rule, each in run.drifts(item)
    )


def test_there_are_enough_of_each_kind():
    assert len(MUTATIONS) >= 30
    assert len(REWRITINGS) >= 15
    of_a_kind = Counter(mutation.kind for mutation in MUTATIONS)
    assert of_a_kind.keys() == kinds().keys()
    assert min(of_a_kind.values()) >= 3


@pytest.mark.parametrize("mutation", MUTATIONS, ids=name)
def test_change_of_architecture_is_told_with_its_rules_and_lines(example, mutation):
    example.make(mutation)
    run = run_here(example, *narrowed_to(mutation))
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.text
    assert run.changed(mutation.kind) == [mutation.item]
    assert found(run, mutation.item) == told(example, mutation)
    for each in mutation.tells:
        assert each.rule in run.text


@pytest.mark.parametrize("rewriting", REWRITINGS, ids=name)
def test_other_way_to_write_the_same_passes(example, rewriting):
    before = example.sources()
    rewriting.make(example)
    after = example.sources()
    assert after != before
    for name, text in after.items():
        if name.endswith(".py"):
            compile(text, name, "exec")
    run = run_here(example)
    assert run.code == 0, run.text
    assert run.report["orphans"] == run.report["problems"] == []


@pytest.mark.parametrize("mutation", [each for each in MUTATIONS if each.name in TEXTS], ids=name)
def test_text_of_a_failure_is_the_committed_one(example, mutation):
    """The run is a real one, of that diagram alone, as somebody repeats a test that failed."""
    example.make(mutation)
    run = example.run(mutation.item)
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.text
    assert found(run, mutation.item) == told(example, mutation)
    _, title, text = failures(run.text).split("\n", 2)
    assert mutation.item.partition("::")[2] in title
    file = GOLDEN / f"{mutation.name.replace(' ', '-')}.txt"
    if os.environ.get("ETL_DIAGRAM_WRITE_GOLDEN"):
        file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    assert f"{text}\n" == file.read_text(encoding="utf-8")
    assert text.count("\n") < LONGEST


def test_every_committed_text_belongs_to_a_mutation():
    assert {file.stem for file in GOLDEN.iterdir()} == {each.replace(" ", "-") for each in TEXTS}
    assert {each.kind for each in MUTATIONS if each.name in TEXTS} == kinds().keys()


def test_failure_in_the_example_s_readme_is_what_happens():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    shown = textwrap.dedent(
        re.findall(r"^ *```text\n( *BREAKING .*?)^ *```$", readme, re.MULTILINE | re.DOTALL)[0]
    )
    assert shown in (GOLDEN / "retries-of-all-tasks-removed.txt").read_text(encoding="utf-8")
