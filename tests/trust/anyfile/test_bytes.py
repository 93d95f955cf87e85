"""Bytes that are no text, or another text than they say: one problem each, with its line."""

from __future__ import annotations

import pytest

from tests.trust.anyfile.way import passed, reader

DAG = (
    b"from airflow import DAG\nfrom airflow.operators.bash import BashOperator\n"
    b"with DAG('d') as d:\n    a = BashOperator(task_id='a', bash_command='x')\n"
)
TEXT = DAG.decode()
BAD: dict[str, tuple[bytes, int, str]] = {
    "latin-1": (DAG.replace(b"'x'", b"'\xe9'"), 4, "save it as UTF-8"),
    "a declaration that lies": (
        b"# coding: ascii\n" + DAG.replace(b"'x'", b"'\xe9'"),
        5,
        "isn't ascii text",
    ),
    "an unknown encoding": (b"# coding: nope\n" + DAG, 1, "unknown encoding: nope"),
    "no encoding of text": (b"# coding: rot13\n" + DAG, 1, "declares an encoding"),
    "an encoding without texts": (b"# coding: undefined\n" + DAG, 1, "declares an encoding"),
    "an encoding of names": (b"# coding: punycode\n" + DAG, 1, "; save it as UTF-8"),
    "half characters": (
        b"# coding: raw_unicode_escape\n" + DAG + b"x = '\\ud800'\n",
        6,
        "holds half a character",
    ),
    "UTF-16": (TEXT.encode("utf-16"), 1, "isn't utf-8 text"),
    "UTF-32": (TEXT.encode("utf-32"), 1, "isn't utf-8 text"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), 1, "null bytes"),
    "a mark and another declaration": (
        b"\xef\xbb\xbf# coding: latin-1\n" + DAG,
        1,
        "declares an encoding",
    ),
    "a null byte": (DAG + b"\0", 5, "null bytes"),
    "a null byte in a text": (DAG + b"x = 'a\0b'\n", 5, "null bytes"),
    "a null byte in a comment": (b"# \0\n" + DAG, 1, "null bytes"),
    "a vertical tab": (DAG + b"\v\n", 5, "can't be parsed"),
    "a separator of lines": (DAG + "\u2028\n".encode(), 5, "can't be parsed"),
    "a half character's bytes": (DAG + b"\xed\xa0\x80\n", 5, "isn't utf-8 text"),
    "a backslash at the end": (DAG + b"\\", 5, "can't be parsed"),
}
GOOD: dict[str, bytes] = {
    "a mark": b"\xef\xbb\xbf" + DAG,
    "a mark and a declaration": b"\xef\xbb\xbf# coding: utf-8\n" + DAG,
    "CRLF": DAG.replace(b"\n", b"\r\n"),
    "CR": DAG.replace(b"\n", b"\r"),
    "mixed line ends": DAG.replace(b"\n", b"\r\n", 2).replace(b"\r\n", b"\r", 1),
    "form feeds": b"\f" + DAG.replace(b"\nwith", b"\n\fwith"),
    "odd characters in a text": DAG.replace(b"'x'", "'\u2028\x85\x1c\u202e'".encode()),
    "half characters by escapes": DAG.replace(b"'x'", b"'\\ud800'").replace(b"'a'", b"'\\udcff'"),
    "no end of the last line": DAG[:-1],
}
EMPTY = {"nothing": b"", "a mark": b"\xef\xbb\xbf", "a comment": b"# x", "line ends": b"\r\n\n\r"}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_text_is_one_problem_with_its_line(name, tmp_path):
    data, line, words = BAD[name]
    (tmp_path / "case.py").write_bytes(data)
    found = passed(reader(tmp_path), tmp_path / "case.py")
    (problem,) = found.problems
    assert (problem.path, problem.fatal, found.texts) == ("case.py", True, ())
    assert words in problem.message
    assert problem.line == line


@pytest.mark.parametrize("name", GOOD)
def test_what_python_reads_is_drawn(name, tmp_path):
    (tmp_path / "case.py").write_bytes(GOOD[name])
    found = passed(reader(tmp_path), tmp_path / "case.py")
    assert found.problems == ()
    assert found.texts


@pytest.mark.parametrize("name", EMPTY)
def test_a_file_without_code_holds_nothing(name, tmp_path):
    (tmp_path / "case.py").write_bytes(EMPTY[name])
    found = passed(reader(tmp_path), tmp_path / "case.py")
    assert (found.problems, found.texts) == ((), ())


def test_each_bad_file_fails_by_itself_and_the_others_are_compared(sales):
    for number, (data, _, _) in enumerate(BAD.values()):
        (sales.root / f"dags/bad{number}.py").write_bytes(data)
    result = sales.run("--tb=short")
    result.assert_outcomes(passed=1, failed=len(BAD) - len(_WITHOUT_HINTS))
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


_WITHOUT_HINTS = ("UTF-16", "UTF-32", "UTF-16 without a mark")
"""In these the word `airflow` can't be found: nothing says that they are pipelines."""
