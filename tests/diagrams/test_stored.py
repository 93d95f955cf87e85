"""Readings as JSON text: whatever is read of a project comes back the same."""

from __future__ import annotations

import subprocess
import sys
import types
import typing
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from pytest_etl_diagram import model
from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.diagrams.stored import CLASSES, dump_reading, load_reading
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.flows import tree
from pytest_etl_diagram.model.plain import Codec, PlainError
from pytest_etl_diagram.sources import observing
from tests.accuracy.available import examples as example_files
from tests.accuracy.corpus import locate
from tests.cases import folders, readings

ROOT = Path(__file__).parents[2]

PROJECTS = [ROOT / "example_project"] + [
    case
    for area in ("frontends", "lineage", "declarations", "deployments")
    for case in folders(ROOT / "tests" / area)
]


def assert_comes_back(reading):
    text = dump_reading(reading)
    back = load_reading(text)
    assert text.encode("utf-8")
    assert back == reading
    assert repr(back) == repr(reading)  # fields that don't count for equality, too
    assert dump_reading(back) == text


@pytest.fixture(scope="module")
def examples():
    """Return the readings of Airflow's examples, of every kind."""
    files, root = example_files()
    places = [locate(root, file) for file in files]
    projects = {base: Project(base, options=Options(tuple(kinds()))) for base, _ in places}
    return [projects[base].read(path) for base, path in places]


@pytest.mark.parametrize("root", PROJECTS, ids=[f"{p.parent.name}/{p.name}" for p in PROJECTS])
def test_every_reading_of_a_project_comes_back_the_same(root):
    found = readings(root, tuple(kinds()))
    assert found or (root / "expected.md").read_text(encoding="utf-8") == "Nothing.\n"
    for reading in found:
        assert_comes_back(reading)


def test_every_reading_of_airflows_examples_comes_back_the_same(examples):
    assert examples
    for reading in examples:
        assert_comes_back(reading)


NAMES = vars(typing) | vars(model) | vars(model.graphs) | vars(tree) | vars(observing)
"""What annotations below a reading may name, wherever they stand."""


def mentioned(hint):
    """Yield the classes of a type hint."""
    if isinstance(hint, (type, types.GenericAlias)) and not typing.get_args(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from mentioned(argument)


def reachable(cls, seen):
    """Add to `seen` all that objects of a class can hold, by its annotations."""
    if cls not in seen:
        seen.add(cls)
        if is_dataclass(cls):
            for hint in typing.get_type_hints(cls, localns=NAMES).values():
                for other in mentioned(hint):
                    reachable(other, seen)


def test_all_that_a_reading_can_hold_is_known():
    seen = set()
    reachable(Reading, seen)
    assert {cls for cls in seen if is_dataclass(cls)} == set(CLASSES)
    assert seen - set(CLASSES) == {str, int, bool, type(None)}


def test_nothing_but_a_reading_is_one():
    for value in (model.Place("a.py"), "text", None):
        with pytest.raises(PlainError, match="is no reading"):
            load_reading(Codec(CLASSES).dumps(value))
    with pytest.raises(PlainError):
        load_reading("")


def test_loading_one_imports_only_where_its_classes_stand():
    code = (
        "import sys; import pytest_etl_diagram.diagrams.stored;"
        "print(*sorted(n for n in sys.modules if n.partition('.')[0] in"
        " ('pytest_etl_diagram', 'libcst', 'yaml', 'pytest', 'sqlglot')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    allowed = ("model", "diagrams.reading", "diagrams.stored", "flows.tree")
    expected = {"pytest_etl_diagram", *(f"pytest_etl_diagram.{name}" for name in allowed)}
    expected |= {"pytest_etl_diagram.diagrams", "pytest_etl_diagram.flows"}
    found = {n for n in done.stdout.split() if not n.startswith("pytest_etl_diagram.model.")}
    assert found == expected
