"""INI files: what Python's configparser reads, with lines."""

from __future__ import annotations

import configparser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents.ini import read_ini

TEXT = """\
# Airflow
[core]
executor = CeleryExecutor
Dags_Folder: /opt/airflow/dags
; no comment behind a value
parallelism = 32 # counts
empty =
spread =
    one
    # left out

    two

[database]
sql_alchemy_conn = postgresql://%(user)s@db/airflow?a=b
"""


def test_sections_and_options_have_lines():
    sections, problems = read_ini(TEXT, "airflow.cfg")
    assert problems == ()
    assert [(section.name, section.line) for section in sections] == [("core", 2), ("database", 14)]
    assert [(option.name, option.value, option.line) for option in sections[0].options] == [
        ("executor", "CeleryExecutor", 3),
        ("dags_folder", "/opt/airflow/dags", 4),
        ("parallelism", "32 # counts", 6),
        ("empty", "", 7),
        ("spread", "one\n\ntwo", 8),
    ]
    assert sections[1].option("sql_alchemy_conn").value == "postgresql://%(user)s@db/airflow?a=b"
    assert sections[1].option("absent") is None


PROBLEMS = {
    "x = 1\n[a]\n": (1, "before the first [section]"),
    "[a]\nx = 1\nx = 2\n": (3, "option x stands twice, first in line 2"),
    "[a]\n[b]\n[a]\n": (3, "section a stands twice, first in line 1"),
    "[a]\nx = 1\njust words\n": (3, "no option = value"),
    "[a\nx = 1\n": (1, "no [section]"),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_what_is_wrong_is_told(text):
    line, words = PROBLEMS[text]
    _, problems = read_ini(text, "a.cfg")
    assert problems[0].line == line
    assert words in problems[0].message


def test_the_last_value_of_an_option_counts():
    sections, _ = read_ini("[a]\nx = 1\n[a]\nx = 2\n", "a.cfg")
    assert [(option.value, option.line) for option in sections[0].options] == [("2", 4)]


LINES = st.sampled_from(
    ["[a]", "[b]", "x = 1", "y: 2", "  go on", "# c", "", "z =", "    deeper", " w = 3", "X=4 ; no"]
)


@given(lines=st.lists(LINES, max_size=12))
def test_reads_as_configparser_does(lines):
    text = "\n".join(["[first]", *lines])
    parser = configparser.RawConfigParser(strict=False, default_section="none")
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    sections, _ = read_ini(text, "a.cfg")
    ours = {s.name: {o.name: o.value for o in s.options} for s in sections}
    theirs = {name: parser[name] for name in parser.sections()}
    assert ours == {n: {o: v.strip() for o, v in s.items()} for n, s in theirs.items()}
