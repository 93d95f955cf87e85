"""The fingerprint of an installation: it changes with all that may change what is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_etl_diagram.sources import fingerprint as module
from pytest_etl_diagram.sources.fingerprint import fingerprint, tool_fingerprint

EXTENSION = "[console_scripts]\nx = x:y\n\n[pytest_etl_diagram.{}]\nmine = mine.ends:END\n"


@pytest.fixture
def site(tmp_path):
    """Return a folder as site-packages, with this package as installed from a wheel."""
    site = Site(tmp_path / "site-packages")
    site.write("pytest_etl_diagram/__init__.py", "")
    site.write("pytest_etl_diagram/model/plain.py", "x = 1\n")
    site.write(
        "pytest_etl_diagram-0.1.0.dist-info/RECORD",
        "pytest_etl_diagram/__init__.py,sha256=a,0\npytest_etl_diagram/model/plain.py,sha256=b,6\n",
    )
    site.write("libcst-1.9.0.dist-info/METADATA", "Version: 1.9.0\n")
    site.write("PyYAML-6.0.4.dist-info/METADATA", "Version: 6.0.4\n")
    return site


class Site:
    def __init__(self, folder):
        self.folder = folder
        self.path = [str(folder)]

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def fingerprint(self):
        return fingerprint(self.folder / "pytest_etl_diagram", self.path)

    def changes(self, change):
        before = self.fingerprint()
        assert self.fingerprint() == before
        change()
        return self.fingerprint() != before


def rename(site, name, other):
    (site.folder / name).rename(site.folder / other)


def edited(path):
    """Edit a file so that only its time tells."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.swapcase(), encoding="utf-8")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 2_000_000_000))


def source_tree(site):
    """Turn the installation into one that is editable: its RECORD lists no files."""
    site.write("pytest_etl_diagram-0.1.0.dist-info/RECORD", "_editable_impl_x.pth,sha256=a,10\n")


INSTALLED = {
    "another version of this package": lambda site: site.write(
        "pytest_etl_diagram-0.1.0.dist-info/RECORD", "pytest_etl_diagram/__init__.py,sha256=c,0\n"
    ),
    "another version of libcst": lambda site: rename(
        site, "libcst-1.9.0.dist-info", "libcst-1.9.1.dist-info"
    ),
    "another version of PyYAML": lambda site: rename(
        site, "PyYAML-6.0.4.dist-info", "pyyaml-6.0.5.dist-info"
    ),
    "sqlglot installed": lambda site: site.write("sqlglot-30.0.dist-info/METADATA", ""),
    "a package that gives front ends": lambda site: site.write(
        "mine-1.0.dist-info/entry_points.txt", EXTENSION.format("frontends")
    ),
    "a package that gives diagrams": lambda site: site.write(
        "mine-1.0.dist-info/entry_points.txt", EXTENSION.format("diagrams")
    ),
    "an old egg": lambda site: site.write("sqlglot-30.0-py3.11.egg-info/PKG-INFO", ""),
    "an old egg that is a file": lambda site: site.write("sqlglot-30.0-py3.11.egg-info", ""),
}


@pytest.mark.parametrize("change", INSTALLED.values(), ids=INSTALLED)
def test_it_changes_with_what_is_installed(change, site):
    assert site.changes(lambda: change(site))


SAME = {
    "another package": lambda site: site.write("requests-2.0.dist-info/METADATA", ""),
    "a package with other entry points": lambda site: site.write(
        "other-1.0.dist-info/entry_points.txt", "[pytest11]\npytest_etl_diagram.frontends = x\n"
    ),
    "the name of a package spelled otherwise": lambda site: rename(
        site, "PyYAML-6.0.4.dist-info", "pyyaml-6.0.4.dist-info"
    ),
    "a compiled file": lambda site: site.write("pytest_etl_diagram/__pycache__/x.pyc", "x"),
    "the same path twice": lambda site: site.path.append(site.path[0]),
    "folders that don't exist": lambda site: site.path.extend(["/nowhere", "python311.zip"]),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_it_stays_the_same(change, site):
    assert not site.changes(lambda: change(site))


SOURCES = {
    "a file edited": lambda site: edited(site.folder / "pytest_etl_diagram/model/plain.py"),
    "a file added": lambda site: site.write("pytest_etl_diagram/model/new.py", ""),
    "a file removed": lambda site: (site.folder / "pytest_etl_diagram/model/plain.py").unlink(),
    "a file renamed": lambda site: rename(
        site, "pytest_etl_diagram/model/plain.py", "pytest_etl_diagram/plain.py"
    ),
    "data": lambda site: site.write("pytest_etl_diagram/report/schema.json", "{}"),
}


@pytest.mark.parametrize("change", SOURCES.values(), ids=SOURCES)
def test_of_a_source_tree_it_changes_with_every_file(change, site):
    source_tree(site)
    assert site.changes(lambda: change(site))


def test_of_a_source_tree_it_does_not_depend_on_where_that_is(site, tmp_path):
    source_tree(site)
    before = site.fingerprint()
    moved = Site(site.folder.rename(tmp_path / "moved"))
    assert moved.fingerprint() == before


def test_of_an_extension_that_is_a_source_tree_it_changes_with_every_file(site, tmp_path):
    site.write("mine-1.0.dist-info/entry_points.txt", EXTENSION.format("frontends"))
    site.write("mine-1.0.dist-info/RECORD", "__editable__.mine.pth,sha256=a,5\n")
    elsewhere = Site(tmp_path / "elsewhere")
    file = elsewhere.write("mine/ends.py", "end = 1\n")
    site.path += elsewhere.path
    assert site.changes(lambda: edited(file))
    assert site.changes(lambda: rename(elsewhere, "mine/ends.py", "mine/other.py"))


def test_an_extension_that_is_one_module_counts_too(site):
    site.write("mine-1.0.dist-info/entry_points.txt", "[pytest_etl_diagram.diagrams]\nx=mine:END")
    file = site.write("mine.py", "end = 1\n")
    assert site.changes(lambda: edited(file))
    site.write("mine-1.0.dist-info/RECORD", "mine.py,sha256=a,8\n")
    assert not site.changes(lambda: edited(file))
    assert site.changes(lambda: site.write("mine-1.0.dist-info/RECORD", "mine.py,sha256=b,8\n"))


def test_the_version_of_a_source_tree_is_in_its_metadata(site):
    site.write("sqlglot.egg-info/PKG-INFO", "Metadata-Version: 2.1\nVersion: 30.1\n")
    assert site.changes(
        lambda: site.write("sqlglot.egg-info/PKG-INFO", "Metadata-Version: 2.1\nVersion: 30.2\n")
    )


def test_it_changes_with_the_version_of_python(site, monkeypatch):
    assert site.changes(lambda: monkeypatch.setattr(module.sys, "version_info", (3, 99, 0)))


def test_of_a_package_in_an_archive_it_changes_with_that(tmp_path):
    archive = tmp_path / "all.pyz"
    archive.write_bytes(b"1")
    package = archive / "pytest_etl_diagram"
    before = fingerprint(package, [str(archive)])
    archive.write_bytes(b"12")
    assert fingerprint(package, [str(archive)]) != before


def test_links_that_lead_nowhere_do_no_harm(site):
    source_tree(site)
    try:
        (site.folder / "pytest_etl_diagram" / ".#plain.py").symlink_to("me@host.123")
        (site.folder / "pytest_etl_diagram" / "loop").symlink_to(".", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    assert site.fingerprint()


CODE = """
import sys
from pytest_etl_diagram.sources.fingerprint import tool_fingerprint
print(tool_fingerprint())
print(*{"libcst", "yaml", "sqlglot", "importlib.metadata", "pytest"} & {*sys.modules})
"""


def test_it_imports_nothing_and_is_the_same_in_every_process():
    found = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    (output,) = found
    digest, imported = output.split("\n")[:2]
    assert len(digest) == 32
    assert int(digest, 16)
    assert imported == ""


def test_it_is_worked_out_once_a_process(monkeypatch):
    first = tool_fingerprint()
    monkeypatch.setattr(module, "fingerprint", None)
    assert tool_fingerprint() == first
