"""A store whose file can't be used: one warning that says so, and a store that is empty."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from pytest_etl_diagram.sources.store import Key, Store

KEYS = [Key("gist", f"dags/{number}.py", "ab12") for number in range(200)]

NOBODY = 65_534


@pytest.fixture
def file(tmp_path):
    """Return the file of a store with a text of each key."""
    file = tmp_path / "texts.sqlite"
    warnings = []
    store = Store(file, warnings.append)
    for key in KEYS:
        store.put(key, f"text of {key.path} {'x' * 500}")
    store.close()
    assert warnings == []
    return file


def run(file, **options):
    """Use a store as a run does; return how many texts it found and what it warned of."""
    warnings = []
    store = Store(file, warnings.append, **options)
    found = [store.get(key) for key in KEYS]
    assert all(text is None or text.startswith("text of dags/") for text in found)
    store.put(KEYS[0], "text of dags/ anew")
    store.flush()
    store.put(KEYS[1], "text of dags/ anew")
    store.close()
    store.close()
    return len([text for text in found if text is not None]), warnings


def assert_told(warnings, file, reason):
    (warning,) = warnings
    assert str(file) in warning
    assert re.search(reason, warning)
    assert "pytest --cache-clear" in warning


def overwrite(file, start, data):
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(data)


def text_file(file):
    file.write_text("Not a database.\n" * 1000, encoding="utf-8")


def short_text_file(file):
    file.write_text("{}", encoding="utf-8")


def header_lost(file):
    overwrite(file, 0, b"\0" * 100)


def cut_off(file):
    os.truncate(file, file.stat().st_size // 2)


def cut_off_in_the_first_page(file):
    os.truncate(file, 1000)


def first_table_page_lost(file):
    overwrite(file, 4096, b"\xff" * 8192)


def another_program(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE texts (name, digest, used, text)")
        connection.execute("INSERT INTO texts VALUES ('a', 'b', 3, 'c')")
        connection.commit()


def another_application(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 1196444487")


def another_version_of_another_application(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 7")


def another_table(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE mine (x)")


def a_trigger(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM texts; END")


def folder(file):
    file.unlink()
    file.mkdir()


UNUSABLE = {
    text_file: "not a database",
    short_text_file: "not a database",
    header_lost: "not a database",
    cut_off: "malformed",
    cut_off_in_the_first_page: "not a database|malformed|disk I/O error",
    first_table_page_lost: "malformed",
    another_program: "another program's",
    another_application: "another program's",
    another_version_of_another_application: "another program's",
    another_table: "other tables",
    a_trigger: "other tables",
    folder: "unable to open",
}


@pytest.mark.parametrize("damage", UNUSABLE, ids=lambda damage: damage.__name__)
def test_a_file_that_is_no_store_is_told_of_once_and_left_alone(damage, file):
    damage(file)
    before = file.read_bytes() if file.is_file() else None
    found, warnings = run(file)
    assert found in (0, *range(len(KEYS) if damage is cut_off else 0))
    assert_told(warnings, file, UNUSABLE[damage])
    assert before is None or file.read_bytes() == before
    assert sorted(each.name for each in file.parent.iterdir()) == [file.name]


def test_the_folder_can_not_be_made(tmp_path):
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "texts.sqlite"
    found, warnings = run(file)
    assert found == 0
    assert_told(warnings, file, "directory|exists")


def test_no_flipped_byte_gives_another_text_or_an_error(file):
    """Each byte of some pages in turn: a text is the one that was put, or it isn't there."""
    whole = file.read_bytes()
    texts = {key: f"text of {key.path} {'x' * 500}" for key in KEYS}
    lost = 0
    for place in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        file.write_bytes(damaged)
        warnings = []
        store = Store(file, warnings.append)
        found = {key: text for key in KEYS[::7] if (text := store.get(key)) is not None}
        store.put(KEYS[0], texts[KEYS[0]])
        store.close()
        assert found.items() <= texts.items()
        assert len(warnings) <= 2  # of a damaged row, and of the file
        lost += len(found) < len(KEYS[::7])
    assert lost > 100


def test_a_row_that_was_changed_is_missing_until_it_is_put_again(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE texts SET text = x'7b7d' WHERE rowid % 2 = 0")
        connection.execute("UPDATE texts SET text = 'text', digest = 'text' WHERE rowid % 4 = 1")
        connection.execute("UPDATE texts SET used = 'today'")
        connection.commit()
    found, warnings = run(file)
    assert found == len(KEYS) // 4
    assert_told(warnings, file, "damaged")
    found, warnings = run(file)
    assert found == len(KEYS) // 4 + 2
    assert_told(warnings, file, "damaged")


def test_a_row_of_another_key_is_no_row_of_this_one(file):
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT rowid, digest, text FROM texts").fetchall()
        for (rowid, *_), (_, *content) in zip(rows, reversed(rows), strict=True):
            connection.execute(
                "UPDATE texts SET digest = ?, text = ? WHERE rowid = ?", (*content, rowid)
            )
        connection.commit()
    found, warnings = run(file)
    assert found == 0
    assert_told(warnings, file, "damaged")


@contextlib.contextmanager
def lock(file, statement):
    """Let another process hold a lock."""
    code = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute(sys.argv[2])\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(file), statement]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"locked"
        yield process.stdin.close


def test_a_file_that_another_process_has_locked_is_told_of_once(file):
    with lock(file, "BEGIN EXCLUSIVE"):
        found, warnings = run(file, patience=0.05)
    assert found == 0
    assert_told(warnings, file, "locked")
    assert run(file) == (len(KEYS), [])


def test_while_another_process_is_writing_texts_are_found_and_none_is_kept(file):
    with lock(file, "BEGIN IMMEDIATE"):
        found, warnings = run(file, patience=0.05)
    assert found == len(KEYS)
    assert_told(warnings, file, "nothing is kept.*locked")


def test_a_lock_that_is_let_go_of_is_waited_for(file):
    warnings = []
    store = Store(file, warnings.append, patience=60)
    store.put(KEYS[0], "new")
    with lock(file, "BEGIN EXCLUSIVE") as let_go:
        waiting = "import sys, time; time.sleep(0.2)"
        with subprocess.Popen([sys.executable, "-c", waiting]) as timer:
            timer.wait()
        let_go()
        store.close()
    assert warnings == []


@contextlib.contextmanager
def unprivileged():
    """Be somebody for whom permissions count: root may write everything."""
    import pytest_etl_diagram.sources.store.database  # noqa: F401, PLC0415 -- readable by root only

    if not hasattr(os, "geteuid"):
        pytest.skip("no permissions of this sort here")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shown(file):
    """Return the store's file in a folder that everybody may enter."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield Path(shutil.copy(file, place))
    place.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("mode", [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_a_store_that_is_read_only_is_read(mode, shown):
    folder_mode, file_mode = mode
    shown.chmod(file_mode)
    shown.parent.chmod(folder_mode)
    with unprivileged():
        found, warnings = run(shown)
    assert found == len(KEYS)
    assert_told(warnings, shown, "nothing is kept")


def test_reading_a_read_only_store_on_another_day_is_no_fault(shown):
    with closing(sqlite3.connect(shown)) as connection:
        connection.execute("UPDATE texts SET used = 3")
        connection.commit()
    shown.chmod(0o444)
    shown.parent.chmod(0o555)
    warnings = []
    with unprivileged():
        store = Store(shown, warnings.append)
        assert store.get(KEYS[0])
        store.close()
    assert warnings == []


@pytest.mark.parametrize("exists", [True, False])
def test_a_store_that_may_not_be_read_or_made_is_told_of_once(exists, shown):
    if exists:
        shown.chmod(0)
    else:
        shown.unlink()
        shown.parent.chmod(0o555)
    with unprivileged():
        found, warnings = run(shown)
    assert found == 0
    assert_told(warnings, shown, "unable to open")


def test_a_full_disk_is_told_of_once_and_what_is_there_is_found(file):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    warnings = []
    store = Store(file, warnings.append)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 4096, hard))
    try:
        for number in range(5):
            store.put(Key("gist", f"{number}.py", ""), "x" * 1_000_000)
            store.flush()
            assert store.get(KEYS[number])
        store.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert_told(warnings, file, "nothing is kept.*(full|I/O)")
    found, warnings = run(file)
    assert (found, warnings) == (len(KEYS), [])


def test_a_python_without_sqlite_is_told_of_once(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    monkeypatch.delitem(sys.modules, "pytest_etl_diagram.sources.store.database", raising=False)
    found, warnings = run(file)
    assert found == 0
    assert_told(warnings, file, "no sqlite3")


def test_a_warning_holds_nothing_that_a_terminal_obeys(file):
    data = file.read_bytes()
    name = b"sqlite_autoindex_texts_1"
    assert name in data
    file.write_bytes(data.replace(name, name[:-4] + b"\x1b[2J"))
    _, (warning,) = run(file)
    assert warning.isprintable()
