"""The store and the claims, when several processes use them at once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager

import pytest

from pytest_etl_diagram.sources.store import Claims, Key, Store

SHARED = 1000
"""How many texts every process puts, under keys that all of them use."""

WORK = """
import sys
from pathlib import Path
from pytest_etl_diagram.sources.store import Key, Store

file, name, batch, limit = sys.argv[1:]
warnings = []
store = Store(Path(file), warnings.append, int(limit), patience=60)
sys.stdin.read()
for number in range(1000):
    own, shared = Key("own", name, str(number)), Key("shared", "x.py", str(number))
    store.put(own, f"{name} {number} " + "x" * 300)
    store.put(shared, f"shared {number}")
    assert store.get(shared) == f"shared {number}"
    if number % int(batch) == 0:
        store.flush()
store.close()
for warning in warnings:
    print(warning)
"""

CLAIM = """
import sys
from pathlib import Path
from pytest_etl_diagram.sources.store import Claims

claims = Claims(Path(sys.argv[1]))
sys.stdin.read()
print(*(number for number in range(500) if claims.take(f"dags/{number}.py")))
"""


@contextmanager
def started(code, *rows):
    """Start a process for each row of arguments; let all begin at once when the block ends."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, *map(str, row)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for row in rows
    ]
    outputs = []
    yield outputs
    for process in processes:
        process.stdin.close()
        process.stdin = None
    outputs += [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(rows), outputs


def work(file, names, batch, limit=1 << 30):
    with started(WORK, *((file, name, batch, limit) for name in names)) as outputs:
        pass
    assert outputs == [("", "")] * len(names)


@pytest.mark.parametrize("batch", [10_000, 20])
def test_processes_that_write_at_once_lose_nothing(batch, tmp_path):
    """Their file isn't there yet, so they also make it at once."""
    file = tmp_path / "texts.sqlite"
    names = ("a", "b", "c")
    work(file, names, batch)
    warnings = []
    store = Store(file, warnings.append)
    for number in range(SHARED):
        for name in names:
            text = store.get(Key("own", name, str(number)))
            assert text == f"{name} {number} " + "x" * 300
        assert store.get(Key("shared", "x.py", str(number))) == f"shared {number}"
    store.close()
    assert warnings == []
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_processes_that_remove_rows_at_once_disturb_nobody(tmp_path):
    file = tmp_path / "texts.sqlite"
    for _ in range(3):
        work(file, ("a", "b"), 50, limit=100_000)
    assert file.stat().st_size < 2_000_000


def test_a_process_that_is_killed_leaves_a_store_that_can_be_used(tmp_path):
    file = tmp_path / "texts.sqlite"
    code = WORK.replace(
        "if number % int(batch)",
        "if number == 500: import os; os._exit(9)\n    if number % int(batch)",
    )
    process = subprocess.run(
        [sys.executable, "-c", code, str(file), "a", "100", "100000000"], input=b"", check=False
    )
    assert process.returncode == 9
    warnings = []
    store = Store(file, warnings.append)
    assert store.get(Key("shared", "x.py", "400")) == "shared 400"
    assert store.get(Key("shared", "x.py", "450")) is None
    store.put(Key("shared", "x.py", "450"), "shared 450")
    store.close()
    assert warnings == []


def test_every_name_is_claimed_by_exactly_one_process(tmp_path):
    with started(CLAIM, *[(tmp_path / "claims",)] * 3) as outputs:
        pass
    taken = [name for output, _ in outputs for name in output.split()]
    assert sorted(taken, key=int) == [str(number) for number in range(500)]


def test_a_name_is_claimed_once(tmp_path):
    claims, others = Claims(tmp_path / "new" / "claims"), Claims(tmp_path / "new" / "claims")
    assert claims.take("dags/a.py")
    assert not claims.take("dags/a.py")
    assert not others.take("dags/a.py")
    assert others.take("dags/b.py")
    assert claims.take("dags/\udcff.py")
    assert not others.take("dags/\udcff.py")
    assert claims.take("x" * 5000)


def test_where_the_file_system_fails_all_work_is_done(tmp_path):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "claims"):
        claims = Claims(folder)
        assert claims.take("dags/a.py")
        assert claims.take("dags/a.py")
