"""What lies beside the code may be spoilt, too: snapshots, the store of former runs, settings."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.trust.anyfile.mutants import MUTATIONS, spoilt

EXAMPLE = Path(__file__).parents[3] / "example_project"
NOISE = bytes(range(256)) * 8


def whole(result) -> str:
    """Return what a run said; it had no error of its own."""
    told = result.stdout.str() + result.stderr.str()
    assert "INTERNALERROR" not in told
    assert "fault in pytest-etl-diagram" not in told
    assert "Traceback" not in told
    return told


def snapshots(root):
    return sorted((root / "__etl_diagrams__").rglob("*.md"))


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_spoilt_snapshot_is_compared_or_refused_and_an_update_mends_it(name, sales):
    sales.run("--snapshot-update").assert_outcomes(passed=1)
    (file,) = snapshots(sales.root)
    good = file.read_bytes()
    for seed in range(2):
        file.write_bytes(MUTATIONS[name](good, random.Random(seed)))  # noqa: S311
        result = sales.run()
        assert len(whole(result)) > 0
        assert set(result.parseoutcomes()) <= {"passed", "failed", "warnings"}
    result = sales.run("--snapshot-update")
    whole(result)
    if not result.ret:
        assert file.read_bytes() == good


@pytest.mark.parametrize("data", [b"", b"\0", NOISE, b"\xff\xfe", b"# x\n"], ids=repr)
def test_what_is_no_snapshot_fails_its_item_only(data, sales):
    sales.write_dag("dags/more.py", "more")
    sales.run("--snapshot-update").assert_outcomes(passed=2)
    snapshots(sales.root)[0].write_bytes(data)
    result = sales.run()
    whole(result)
    result.assert_outcomes(passed=1, failed=1)


def _other_schema(file):
    with closing(sqlite3.connect(file)) as store:
        for (table,) in store.execute("select name from sqlite_master where type = 'table'"):
            store.execute(f'alter table "{table}" rename to "old_{table}"')
        store.execute("pragma user_version = 9999")
        store.commit()


def _change(change):
    return lambda file: file.write_bytes(change(file.read_bytes()))


STORES = {
    "empty": _change(lambda _: b""),
    "cut": _change(lambda data: data[: len(data) // 2]),
    "flipped": _change(lambda data: bytes(byte ^ 0x55 for byte in data)),
    "flipped past its head": _change(lambda data: data[:4096] + bytes(b ^ 1 for b in data[4096:])),
    "noise": _change(lambda _: NOISE),
    "of another schema": _other_schema,
}  # fmt: skip


@pytest.mark.parametrize("name", STORES)
def test_a_spoilt_store_of_former_runs_changes_nothing(name, sales):
    sales.run("--snapshot-update", "-p", "cacheprovider").assert_outcomes(passed=1)
    files = [path for path in (sales.root / ".pytest_cache").rglob("*.sqlite*") if path.is_file()]
    assert files
    for file in files:
        STORES[name](file)
    for _ in range(2):
        result = sales.run("-p", "cacheprovider")
        whole(result)
        assert result.parseoutcomes()["passed"] == 1


@pytest.mark.parametrize("seed", range(3))
def test_an_example_of_which_every_third_file_is_spoilt_ends(seed, project):
    ignored = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(EXAMPLE, project.root / "example", ignore=ignored)
    files = [path for path in sorted((project.root / "example").rglob("*")) if path.is_file()]
    for number, path in enumerate(files):
        if number % 3 == seed:
            path.write_bytes(spoilt(path.read_bytes(), 100 * seed + number))
    result = project.run("-p", "no:python", "-p", "no:doctest", "example")
    whole(result)


@pytest.mark.parametrize("data", [NOISE, b"", b"[project\n", b"a = 1e9999999\n", b"[" * 2_000])
def test_a_spoilt_pyproject_of_a_package_below_is_no_trouble(data, sales):
    (sales.root / "dags" / "pyproject.toml").write_bytes(data)
    result = sales.run()
    whole(result)
    assert result.parseoutcomes()["passed"] == 1
