# ruff: noqa: E501  snippets stand on lines of their own length
"""What can't be parsed is a SourceError with path, line and words."""

from __future__ import annotations

import contextlib
import time

import pytest

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax import parse
from pytest_etl_diagram.syntax.scan import MAX_DEPTH, MAX_LINKS, check_depth

WRONG = {
    "x = 1\nwith a as b\n    pass\n": 2,
    "def f(:\n  pass\n": 1,
    "x = 1\n  y = 2\n": 2,
    "a b\n": 1,
    "\n\nx = )\n": 3,
    "x = 1\n\ny = 'abc\n": 3,
    "if x:\npass\n": 2,
    "x = 1\n\n\nprint 'a'\n": 4,
    "for x in y\n  pass\n": 1,
    "x = 1\nx = $\n": 2,
    "x = 1\n<<<<<<< HEAD\nx = 2\n": 2,
}


@pytest.mark.parametrize("text", WRONG)
def test_a_syntax_error_has_its_line_and_words(text):
    with pytest.raises(SourceError) as caught:
        parse("dags/x.py", text)
    error = caught.value
    assert (error.path, error.line) == ("dags/x.py", WRONG[text])
    assert error.message.startswith("can't be parsed as Python: ")
    assert "\n" not in error.message
    assert str(error).startswith(f"dags/x.py:{WRONG[text]}: ")


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment", "'''text'''", "\f\nx = 1\n", "x = 1"]
)
def test_a_file_without_much_in_it_is_parsed(text):
    assert parse("x.py", text).path == "x.py"


@pytest.mark.parametrize("text", ["x = '\0'\n", "\0", "x = 1\n\x00\n"])
def test_null_bytes_are_no_crash(text):
    try:
        parse("x.py", text)
    except SourceError as error:
        assert "\n" not in error.message  # noqa: PT017  either is right


REFUSED = {
    "brackets": "x = " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    "mixed brackets": "x = " + "[({" * MAX_DEPTH,
    "a sum": "x = " + "+".join(["1"] * (MAX_LINKS + 2)),
    "a chain over lines": "x = (a" + "\n.b" * (MAX_LINKS + 1) + ")",
    "signs": "x = " + "-" * (MAX_LINKS + 1) + "1",
    "spaced signs": "x = " + "- " * (MAX_LINKS + 1) + "1",
    "not": "x = " + "not " * (MAX_LINKS + 1) + "y",
    "lambdas": "x = " + "lambda:" * (MAX_LINKS + 1) + "1",
    "conditions": "x = " + "1 if a else " * MAX_LINKS + "2",
    "calls of calls": "x = f" + "()" * (MAX_LINKS + 1),
    "shifts after a string with a quote": "x = 'it\\'s' " + ">> a " * (MAX_LINKS + 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_nested_too_deeply_is_refused_in_time(name):
    started = time.process_time()
    with pytest.raises(SourceError, match="split it, or exclude the file"):
        check_depth("x.py", REFUSED[name] + "\n")
    assert time.process_time() - started < 1


ACCEPTED = {
    "many statements": "a.b >> c.d\n" * 3000,
    "a long list": "x = [" + "a.b + 1, " * 3000 + "]",
    "a long dict over lines": "x = {\n" + "'a': b.c,\n" * 3000 + "}",
    "signs in a string": "x = '" + "+-." * 2000 + "'",
    "brackets in a string": "x = '" + "[" * 2000 + "'",
    "brackets in a comment": "# " + "[" * 2000,
    "brackets in a text of lines": "'''\n" + "[" * 2000 + "\n'''",
    "signs in an f-string": "x = f'" + "----" * 500 + "{a}'",
    "many calls": "f(a)(b).c(d)\n" * 2000,
    "a chain within bounds": "x = a" + ".b" * (MAX_LINKS - 200),
    "operators of two signs": "x = " + " ** ".join(["1"] * (MAX_LINKS - 200)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_long_but_not_deep_is_accepted_in_time(name):
    started = time.process_time()
    check_depth("x.py", ACCEPTED[name] + "\n")
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    ["'" * 100_000, '"""' + "a\\" * 50_000, "(" * 100 + "'" * 50_000, "\\" * 100_000, "f'" + "{" * 50_000,
     "+" * 1000 + "'" + "\\'" * 50_000],
)  # fmt: skip
def test_the_scan_of_nonsense_ends_in_time(text):
    started = time.process_time()
    with contextlib.suppress(SourceError):
        check_depth("x.py", text + "[" * 300 + "+" * 2000)
    assert time.process_time() - started < 2
