"""The watch sees each kind of event, and the judgement calls it a breach: else nothing is shown."""

# ruff: noqa: E501 -- code in strings

from __future__ import annotations

import os
import sys

import pytest

from . import traps, watching
from .watching import Confinement

START = "import watch\n"
POSIX = os.name == "posix"
BREACHES = {
    "a program": "import subprocess; subprocess.run(['git', '--version'])",
    "a shell": "import os; os.system('echo')",
    "a socket": "import socket; socket.socket()",
    "an address": "import socket; socket.gethostbyname('localhost')",
    "a library": "import ctypes; ctypes.CDLL(None)" if POSIX else "import socket; socket.socket()",
    "a URL": "import urllib.request as r\ntry:\n    r.urlopen('http://127.0.0.1:9/')\nexcept OSError:\n    pass",
    "a pickle": "import pickle; pickle.loads(pickle.dumps(pickle.Pickler))",
    "exec": "exec(compile('x = 1', 'dags/mine.py', 'exec'))",
    "compile": "compile('x = 1', 'dags/mine.py', 'exec', 1024)",
    "an import": "import sys; sys.path.append('.'); import dags.mine",
    "a module by its file": "import runpy; runpy.run_path('dags/mine.py')",
    "a written file": "open('dags/new.py', 'w').close()",
    "an appended file": "open('dags/mine.py', 'a').close()",
    "a file by number": "import os; os.close(os.open('dags/new.py', os.O_CREAT | os.O_WRONLY))",
    "a removed file": "import os; os.remove('dags/mine.py')",
    "a renamed file": "import os; os.rename('dags/mine.py', 'dags/other.py')",
    "a new folder": "import os; os.mkdir('made')",
    "a removed folder": "import os; os.rmdir('empty')",
    "a link": "import os; os.symlink('x', 'dags/link')",
    "bytecode": "open('dags/mine.pyc', 'rb').close()",
    "a written file outside": "open('../outside/new', 'w').close()",
}
OURS_ONLY = {
    "a file outside": "open('../outside/secret')",
    "a folder outside": "import os; os.listdir('../outside')",
    "a scan outside": "import os; os.scandir('../outside').close()",
    "a file behind a link": "open('dags/link_file')",
    "a folder behind a link": "import os; os.listdir('dags/link_folder')",
    "a database outside": "import sqlite3; sqlite3.connect('../outside/secret')",
}
ALLOWED = {
    "reading the project": "open('dags/mine.py').close(); import os; os.listdir('dags')",
    "writing snapshots": "open('__etl_diagrams__/x.md', 'w').close()",
    "Python's own library": "import json, colorsys, xml.dom.minidom",
    "looking for words": "import ast\ntry:\n    ast.parse('x = = 1')\nexcept SyntaxError:\n    pass",
}


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "project"
    for folder in ("dags", "empty", "__etl_diagrams__", "../outside"):
        (root / folder).mkdir(parents=True)
    (root / "dags/mine.py").write_text("x = 1\n")
    (root / "dags/mine.pyc").write_bytes(b"x")
    (tmp_path / "outside/secret").touch()
    return root


def breaches(root, code):
    done = watching.run(["-c", START + code], root)
    assert done.status == 0, done.output
    return Confinement.to(root).breaches(done.events)


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen_whoever_does_it(root, name):
    if name == "a link" and sys.platform == "win32":
        pytest.skip("links need a right on Windows")
    assert breaches(root, BREACHES[name])


@pytest.mark.parametrize("name", OURS_ONLY)
def test_a_look_outside_is_a_breach_of_this_package(root, name):
    if "link" in name:
        try:
            (root / "dags/link_file").symlink_to(root.parent / "outside/secret")
            (root / "dags/link_folder").symlink_to(
                root.parent / "outside", target_is_directory=True
            )
        except OSError:
            pytest.skip("no symbolic links here")
    assert not breaches(root, OURS_ONLY[name])
    as_ours = "exec(compile({!r}, 'ours.py', 'exec'), {{'__name__': 'pytest_etl_diagram.x'}})"
    assert breaches(root, as_ours.format(OURS_ONLY[name]))


@pytest.mark.parametrize("name", ALLOWED)
def test_what_a_run_needs_is_no_breach(root, name):
    assert not breaches(root, ALLOWED[name])


IMPORT_ALL = """
import importlib, sys
sys.path.append({root!r})
for name in {names!r}:
    try:
        importlib.import_module("dags." + name)
    except Exception:
        pass
"""


def test_every_trap_goes_off_where_somebody_imports_it(tmp_path):
    root, pit = tmp_path / "project", tmp_path / "pit"
    pit.mkdir()
    root.mkdir()
    traps.plant(root, pit)
    code = IMPORT_ALL.format(root=str(root), names=sorted(traps.CODE))
    done = watching.run(["-c", START + code], tmp_path)
    assert {*traps.CODE, "bytecode"} <= {mark.name for mark in pit.iterdir()}, done.output
    assert Confinement.to(root).breaches(done.events)


def test_pytest_without_diagrams_sets_off_the_trap_that_it_is_given(tmp_path):
    root, pit = tmp_path / "project", tmp_path / "pit"
    pit.mkdir()
    root.mkdir()
    (root / "pipeline.py").write_text(traps.armed("HARM\n", pit, "mark"))
    done = watching.run([watching.START, "-p", "watch", "pipeline.py"], root)
    assert [mark.name for mark in pit.iterdir()] == ["mark"]
    assert {breach.partition(" ")[0] for breach in Confinement.to(root).breaches(done.events)} >= {
        "compile", "exec", "open",
    }  # fmt: skip
