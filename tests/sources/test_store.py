"""The store: what is put is found again, and only that, whatever happened to rows in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from pytest_etl_diagram.sources.store import Key, Store, keeping

KEY = Key("gist", "dags/sales.py", "ab12")
DAY = 86_400


@pytest.fixture
def warnings():
    return []


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "texts.sqlite"


@pytest.fixture
def opened(file, warnings):
    """Return what opens the store anew, as another run does."""
    stores = []

    def open_store(**options):
        stores.append(Store(file, warnings.append, **options))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()
    assert warnings == []


def rows(file, statement="SELECT * FROM texts"):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def change(file, *statements):
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(*statement)
        connection.commit()


def test_nothing_is_there_at_first(opened):
    assert opened().get(KEY) is None


def test_the_file_is_made_when_it_is_first_needed(file, opened):
    store = opened()
    store.flush()
    store.close()
    assert not file.parent.exists()
    store.put(KEY, "text")
    assert not file.exists()
    store.flush()
    assert file.exists()


TEXTS = {
    "nothing": "",
    "JSON": '[1,"a"]',
    "other letters": "Größe → 😀",
    "what ends a text of C": "a\0b",
    "lone surrogates": "\ud800",
    "long": "x" * 3_000_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_found_before_it_is_written_and_after_and_in_the_next_run(text, opened):
    store = opened()
    store.put(KEY, text)
    assert store.get(KEY) == text
    store.flush()
    assert store.get(KEY) == text
    store.close()
    assert opened().get(KEY) == text


@pytest.mark.parametrize(
    "other",
    [
        Key("reading", "dags/sales.py", "ab12"),
        Key("gist", "dags/sale.py", "ab12"),
        Key("gist", "dags/sales.py", "ab13"),
        Key("gis", "tdags/sales.py", "ab12"),
        Key("gist", "dags/sales.pya", "b12"),
        Key("gist", "dags/\udcffsales.py", "ab12"),
    ],
)
def test_texts_of_different_keys_are_different_ones(other, opened):
    store = opened()
    store.put(KEY, "one")
    assert store.get(other) is None
    store.put(other, "other")
    store.close()
    assert (opened().get(KEY), opened().get(other)) == ("one", "other")


def test_a_text_that_is_put_again_replaces_the_former_one(opened, file):
    for text in ("old", "new"):
        store = opened()
        store.put(KEY, text)
        store.close()
    assert opened().get(KEY) == "new"
    assert len(rows(file)) == 1


def test_what_is_put_is_written_in_batches(opened, file):
    store = opened()
    store.put(KEY, "x" * 600_000)
    assert not file.exists()
    store.put(Key("gist", "b.py", ""), "x" * 600_000)
    assert len(rows(file)) == 2


def test_other_processes_find_what_is_flushed(opened):
    mine, others = opened(), opened()
    assert others.get(KEY) is None
    mine.put(KEY, "text")
    assert others.get(KEY) is None
    mine.flush()
    assert others.get(KEY) == "text"


def test_no_transaction_is_open_between_calls(opened, file):
    store = opened()
    store.put(KEY, "text")
    store.flush()
    store.get(KEY)
    store.get(Key("gist", "b.py", ""))
    with closing(sqlite3.connect(file, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("COMMIT")


def test_a_second_run_on_the_same_day_writes_nothing(opened, file):
    store = opened()
    store.put(KEY, "text")
    store.close()
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    store = opened()
    assert store.get(KEY) == "text"
    store.close()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_on_another_day_only_the_rows_that_are_used_are_noted(opened, file, monkeypatch):
    other = Key("gist", "b.py", "")
    monkeypatch.setattr(keeping.time, "time", lambda: 100.5 * DAY)
    store = opened()
    store.put(KEY, "text")
    store.put(other, "other")
    store.close()
    monkeypatch.setattr(keeping.time, "time", lambda: 101.5 * DAY)
    store = opened()
    store.get(KEY)
    store.close()
    assert {(used, text) for _, _, used, text in rows(file)} == {(101, b"text"), (100, b"other")}


def fill(store, names, size=100):
    for name in names:
        store.put(Key("gist", name, ""), name + "x" * (size - len(name)))
    store.close()


def kept(store, names):
    return "".join(name for name in names if store.get(Key("gist", name, "")) is not None)


def test_nothing_is_removed_up_to_the_limit(opened):
    fill(opened(limit=500), "abcde")
    assert kept(opened(), "abcde") == "abcde"


def test_past_the_limit_the_oldest_rows_are_removed_until_a_quarter_is_free(opened):
    fill(opened(limit=800), "abcdefgh")
    fill(opened(limit=800), "i")
    assert kept(opened(), "abcdefghi") == "defghi"


def test_rows_used_longest_ago_are_removed_first(opened, monkeypatch):
    for day, names in enumerate(("abcd", "efgh"), 100):
        monkeypatch.setattr(keeping.time, "time", lambda day=day: day * DAY)
        fill(opened(), names)
    monkeypatch.setattr(keeping.time, "time", lambda: 102 * DAY)
    store = opened(limit=800)
    assert kept(store, "ac") == "ac"
    fill(store, "i")
    assert kept(opened(), "abcdefghi") == "acfghi"


def test_rows_of_days_to_come_grow_old_like_others(opened, monkeypatch):
    """A clock that was wrong once must not keep its rows for ever."""
    monkeypatch.setattr(keeping.time, "time", lambda: 99_999 * DAY)
    fill(opened(), "abcd")
    for day, names in ((100, "efghi"), (101, "jkl")):
        monkeypatch.setattr(keeping.time, "time", lambda day=day: day * DAY)
        fill(opened(limit=800), names)
    assert kept(opened(), "abcdefghijkl") == "ghijkl"


@pytest.mark.parametrize("now", [0, -5 * DAY, 10**15])
def test_any_clock_will_do(now, opened, monkeypatch):
    monkeypatch.setattr(keeping.time, "time", lambda: now)
    fill(opened(limit=300), "abcd")
    assert kept(opened(), "abcd") == "cd"


def test_a_text_longer_than_the_limit_is_not_kept(opened):
    fill(opened(limit=150), "a")
    store = opened(limit=150)
    store.put(KEY, "x" * 151)
    assert store.get(KEY) is None
    store.close()
    assert kept(opened(), "a") == "a"


def test_room_that_has_become_free_is_used_again(opened, file):
    sizes = set()
    for run in range(12):
        fill(opened(limit=400_000), [f"{run}.{number}" for number in range(10)], 20_000)
        sizes.add(file.stat().st_size)
    assert max(sizes) < 800_000


def test_another_version_of_the_table_is_made_anew(opened, file):
    fill(opened(), "a")
    change(
        file,
        ("PRAGMA user_version = 99",),
        ('CREATE TABLE "more ""of"" it" (x)',),
        ("ALTER TABLE texts ADD COLUMN more",),
    )
    store = opened()
    assert kept(store, "a") == ""
    fill(store, "b")
    assert kept(opened(), "ab") == "b"
    assert rows(file, "SELECT name FROM sqlite_master WHERE type = 'table'") == [("texts",)]


@pytest.mark.parametrize("name", ["Größe.sqlite", "a?b#c%20d&mode=ro", "'\"; --"])
def test_the_file_may_have_any_name(name, tmp_path):
    warnings = []
    file = tmp_path / name
    try:
        file.touch()
    except OSError:
        pytest.skip("no such names here")
    store = Store(file, warnings.append)
    store.put(KEY, "text")
    store.close()
    store = Store(file, warnings.append)
    assert store.get(KEY) == "text"
    store.close()
    assert warnings == []
    assert file.stat().st_size
