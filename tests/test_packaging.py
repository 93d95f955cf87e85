"""What is shipped: the wheel's files, the plugin's entry, and texts that must stay true."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from zipfile import ZipFile

import pytest

from pytest_etl_diagram import plugin
from tests.example.picture import README, with_pictures
from tests.trust.environments.matrix import newest, oldest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pytest_etl_diagram"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files in the wheel, and its archive."""
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_wheel_holds_the_whole_package_and_nothing_else(wheel):
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert names == {path.relative_to(ROOT).as_posix() for path in files}
    assert {"pytest_etl_diagram/py.typed", "pytest_etl_diagram/report/schema.json"} <= names


def test_wheel_carries_the_licence_and_the_readme(wheel):
    info = {
        Path(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-" in name
    }
    assert info["LICENSE"].startswith("MIT License")
    assert "License-Expression: MIT" in info["METADATA"]
    assert "# pytest-etl-diagram" in info["METADATA"]


def test_pytest_finds_the_plugin_by_its_entry_point():
    (entry,) = (e for e in entry_points(group="pytest11") if e.name == "etl_diagram")
    assert entry.load() is plugin


def test_running_the_plugin_needs_four_packages_of_which_the_oldest_are_tried():
    assert set(newest()) == {"libcst", "pytest", "pyyaml", "syrupy"}
    assert [pin.partition("==")[0] for pin in oldest()] == list(newest())


class OptionRecorder:
    """Stands in for pytest's parser and for its groups of options."""

    def __init__(self):
        self.options, self.defaults = [], {}

    def getgroup(self, *_):
        return self

    def addoption(self, name, **settings):
        argparse.ArgumentParser().add_argument(name, **settings)
        value = settings.get("metavar")
        self.options.append(f"{name}={value}" if value else name)

    def addini(self, name, _, *, default, **__):
        self.defaults[name] = default


@pytest.fixture(scope="module")
def recorded():
    recorder = OptionRecorder()
    plugin.pytest_addoption(recorder)
    return recorder


def table_rows(first_column):
    """Return the rows of the README's table with this head, as lists of cells."""
    text = README.read_text(encoding="utf-8")
    table = text.split(f"\n| {first_column} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]


def test_readme_lists_every_option_and_no_other(recorded):
    named = [row[0].strip("`") for row in table_rows("option")]
    assert sorted(named) == sorted([*recorded.options, "--snapshot-update"])


def test_readme_lists_every_setting_with_its_default(recorded):
    spelt = {"etl_diagrams": "`false`", "etl_diagrams_paths": "`.`", "etl_diagrams_kinds": "all"}
    expected = {
        name: spelt.get(name) or (f"`{default}`" if default else "")
        for name, default in recorded.defaults.items()
    }
    assert {row[0].strip("`"): row[1] for row in table_rows("pytest setting")} == expected


def test_pictures_of_the_readme_are_what_happens():
    text = README.read_text(encoding="utf-8")
    assert text == with_pictures(text), "run python -m tests.example.picture"


def test_readme_links_only_to_files_that_are_there():
    for page in (README, ROOT / "example_project" / "README.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_changelog_has_a_section_for_what_is_not_released_yet():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert heads[0] == "Unreleased"
    kinds = set(re.findall(r"^### (.+)", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_licence_names_its_holders():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "pytest-etl-diagram contributors" in text
