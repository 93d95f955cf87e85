"""What SQL texts do, the same whether sqlglot is installed or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.flows.endpoints.sql import is_sql, keys_of_condition, read_sql
from pytest_etl_diagram.flows.endpoints.sql import statements as reading
from tests.flows.endpoints.sql_cases import DIALECTS, SENTENCES, STATEMENTS

CASES = [("", text, wanted) for text, wanted in STATEMENTS] + list(DIALECTS)
WORDS = st.sampled_from(
    "SELECT FROM WITH AS ( ) , . ; INSERT INTO MERGE USING ON = AND UPDATE SET DELETE COPY TO "
    "CREATE TABLE JOIN VALUES ' \" ` [ ] { } {a} t x.y @s 's' UNLOAD CONFLICT DO".split()
)


@pytest.fixture(params=["sqlglot", "own reading"])
def read(request, monkeypatch):
    """Both ways to read a text."""
    read_sql.cache_clear()
    if request.param == "sqlglot":
        pytest.importorskip("sqlglot", reason="an extra")
        assert reading._parser() is not None
    else:
        monkeypatch.setattr(reading, "_parser", lambda: None)
    yield read_sql
    read_sql.cache_clear()


def shown(statement):
    """Write a statement in a line: verb, what it reads, what it writes, how and by what."""
    written = " ".join(filter(None, (statement.writes, statement.exports)))
    keys = " ".join(("by", *statement.keys)) if statement.keys else ""
    parts = (f"{statement.verb}:", *statement.reads, *statement.files)
    change = ("->", written, statement.mode, keys) if written else ()
    return " ".join(filter(None, (*parts, *change)))


@pytest.mark.parametrize(("system", "text", "wanted"), CASES)
def test_a_statement_says_what_it_reads_and_writes(read, system, text, wanted):
    assert [shown(one) for one in read(text, system)] == [wanted]


def test_several_statements_are_read_one_by_one(read):
    found = read("DELETE FROM a; INSERT INTO a SELECT * FROM b; COMMIT;")
    assert [shown(one) for one in found] == [
        "delete: -> a delete",
        "insert: b -> a append",
        "session:",
    ]


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_nothing_is_raised_whatever_the_text(text):
    read_sql(text)
    is_sql(text)
    keys_of_condition(text, ["t"])


COMMON = (
    "SELECT", "WITH", "INSERT", "UPDATE", "DELETE FROM", "CREATE", "DROP", "(SELECT", "MERGE",
    "TRUNCATE TABLE", "COPY INTO", "REPLACE INTO", "ALTER TABLE",
)  # fmt: skip


@pytest.mark.parametrize("text", [t for t, _ in STATEMENTS if t.upper().startswith(COMMON)])
def test_statements_are_recognised(text):
    assert is_sql(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_are_not_taken_for_statements(text):
    assert not is_sql(text)


@pytest.mark.parametrize(
    ("condition", "target", "keys"),
    [
        ("t.id = s.id", ["t"], ("id",)),
        ("s.id = t.id AND (t.day = s.day)", ["t"], ("id", "day")),
        ("target.id == source.id and target.n > 1", ["target"], ("id",)),
        ("mart.daily.id = staged.id", ["mart.daily"], ("id",)),
        ("id = other", ["t"], ("id",)),
        ("{matches}", ["t"], ("{matches}",)),
        ("true", ["t"], ()),
        ("", ["t"], ()),
    ],
)
def test_keys_are_the_targets_columns_of_a_condition(condition, target, keys):
    assert keys_of_condition(condition, target) == keys
