"""Comments in Python code: which statement each is about."""

import pytest
from policy_comments import about, read

from pytest_etl_diagram.collection.caching import Cache
from pytest_etl_diagram.collection.comments import KnownComments
from pytest_etl_diagram.policy.comments import read_comments
from pytest_etl_diagram.policy.model import Comments
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.syntax import comments as code

ALLOW = "# etl-diagram: allow retries-removed --"

STATEMENTS = {
    "at the end of a statement": (
        f"""\
        x = 1
        y = Load(retries=0)  {ALLOW} r
        z = 2
        """,
        (2, 2),
    ),
    "above a statement": (
        f"""\
        x = 1
        {ALLOW} r
        y = Load(retries=0)
        """,
        (3, 3),
    ),
    "above a statement, with other comments and empty lines between": (
        f"""\
        {ALLOW} r

        # as the API counts calls
        y = Load(
            retries=0,
        )
        """,
        (4, 6),
    ),
    "above another such comment": (
        f"""\
        {ALLOW} r
        # etl-diagram: renamed-from loading
        y = Load()
        """,
        (3, 3),
    ),
    "inside of a call over several lines": (
        f"""\
        x = 1
        y = Load(
            name="load",
            retries=0,  {ALLOW} r
            pool="p",
        )
        """,
        (2, 6),
    ),
    "on a line of its own inside of a call": (
        f"""\
        y = Load(
            {ALLOW} r
            retries=0,
        )
        """,
        (1, 4),
    ),
    "behind the closing bracket": (
        f"""\
        y = Load(
            retries=0,
        )  {ALLOW} r
        """,
        (1, 3),
    ),
    "behind a continued line": (
        f"""\
        first >> \\
            second  {ALLOW} r
        """,
        (1, 2),
    ),
    "behind two statements on one line": (
        f"""\
        x = 1; y = 2  {ALLOW} r
        """,
        (1, 1),
    ),
    "on the head of a with": (
        f"""\
        with DAG("sales") as dag:  {ALLOW} r
            load = Load()
        """,
        (1, 1),
    ),
    "above a with": (
        f"""\
        {ALLOW} r
        with DAG(
            "sales",
        ) as dag:
            load = Load()
        """,
        (2, 4),
    ),
    "inside of the head of a with": (
        f"""\
        with DAG(
            "sales",
            retries=0,  {ALLOW} r
        ) as dag:
            load = Load()
        """,
        (1, 4),
    ),
    "first in a block": (
        f"""\
        with DAG("sales") as dag:
            {ALLOW} r
            load = Load()
        """,
        (3, 3),
    ),
    "above a decorator": (
        f"""\
        {ALLOW} r
        @task(
            retries=0,
        )
        def load(
            a,
        ):
            return 1
        """,
        (2, 7),
    ),
    "on a decorator": (
        f"""\
        @first
        @task(retries=0)  {ALLOW} r
        def load():
            return 1
        """,
        (1, 3),
    ),
    "between decorator and function": (
        f"""\
        @task(retries=0)
        {ALLOW} r
        def load():
            return 1
        """,
        (1, 3),
    ),
    "on an async function": (
        f"""\
        async def load():  {ALLOW} r
            return 1
        """,
        (1, 1),
    ),
    "on a class": (
        f"""\
        class Load(
            Base,  {ALLOW} r
        ):
            retries = 0
        """,
        (1, 3),
    ),
    "on a class in one line": (
        f"""\
        class Load: retries = [
            0,
        ]  {ALLOW} r
        """,
        (1, 3),
    ),
    "on an else": (
        f"""\
        if x:
            a = 1
        else:  {ALLOW} r
            b = 1
        """,
        (3, 3),
    ),
    "above an elif": (
        f"""\
        if x:
            a = 1
        {ALLOW} r
        elif y:
            b = 1
        """,
        (4, 4),
    ),
    "on an except": (
        f"""\
        try:
            a = 1
        except E:  {ALLOW} r
            b = 1
        """,
        (3, 3),
    ),
    "above a finally": (
        f"""\
        try:
            a = 1
        {ALLOW} r
        finally:
            b = 1
        """,
        (4, 4),
    ),
    "on a match": (
        f"""\
        match x:  {ALLOW} r
            case 1:
                b = 1
        """,
        (1, 1),
    ),
    "above a case": (
        f"""\
        match x:
            {ALLOW} r
            case 1:
                b = 1
        """,
        (3, 3),
    ),
    "after a block, above what follows the block": (
        f"""\
        for x in y:
            a = 1
        {ALLOW} r
        b = 1
        """,
        (4, 4),
    ),
    "without a blank before it": (
        """\
        y = Load()#etl-diagram:allow retries-removed -- r
        """,
        (1, 1),
    ),
    "behind and before those of other tools": (
        f"""\
        y = Load()  # noqa: E501  {ALLOW} r  # type: ignore[x]
        """,
        (1, 1),
    ),
    "below a line with a form feed": (
        f"""\
        x = "\\f"
        \fy = Load()  {ALLOW} r
        """,
        (2, 2),
    ),
    "in a nested format string's neighbourhood": (
        f"""\
        y = Load(f"{{'#'!r:>{{w}}}}", "# etl-diagram: allow x")  {ALLOW} r
        """,
        (1, 1),
    ),
}


@pytest.mark.parametrize(("text", "lines"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_comment_is_about_a_statement(tmp_path, text, lines):
    assert about(tmp_path, "dag.py", text) == ({"r": lines}, [])


def test_line_ends_of_windows_change_nothing(tmp_path):
    text = f"x = 1\r\n{ALLOW} r\r\ny = Load(\r\n    retries=0,\r\n)\r\n"
    assert about(tmp_path, "dag.py", text) == ({"r": (3, 5)}, [])


def test_two_things_can_be_said_in_one_comment(tmp_path):
    comments = read(tmp_path, "dag.py", f"y = 1  {ALLOW} see #12 # etl-diagram: renamed-from x\n")
    assert [each.reason for each in comments.allowances] == ["see #12"]
    assert [each.old_name for each in comments.renamed] == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        f'x = "{ALLOW} r"\n',
        f'"""\n{ALLOW} r\n"""\n',
        f"x = f'''\n{ALLOW} r {{1}}\n'''\n",
        f'x = "" \\\n  "{ALLOW} r"\n',
        f"# write {ALLOW[2:]} r\nx = 1\n",
        f"# `{ALLOW} r` lets it pass\nx = 1\n",
    ],
)
def test_what_only_looks_like_a_comment_is_none(tmp_path, text):
    assert read(tmp_path, "dag.py", text) == Comments()


@pytest.mark.parametrize(
    "text",
    [
        f"with DAG() as dag:\n    load = Load()\n    {ALLOW} r\nx = 1\n",
        f"match x:\n    case 1:\n        a = 1\n    {ALLOW} r\nx = 1\n",
        f"x = 1\n{ALLOW} r\n",
        f"{ALLOW} r\n",
    ],
)
def test_a_comment_that_nothing_follows_in_its_block_is_a_problem(tmp_path, text):
    (problem,) = read(tmp_path, "dag.py", text).problems
    assert "is about nothing: nothing follows it that it could be about" in problem.message
    assert not problem.fatal


@pytest.mark.parametrize(
    "text", ["def (:  # etl-diagram: allow x -- r\n", "x = 1  # etl-diagram: allow x -- r\n\0"]
)
def test_nothing_is_said_of_a_file_that_is_no_python(tmp_path, text):
    assert read(tmp_path, "dag.py", text) == Comments()


def test_nothing_is_said_of_a_file_that_is_not_there(tmp_path):
    (tmp_path / "folder.py").mkdir()
    for name in ("none.py", "folder.py"):
        assert read_comments(tmp_path / name, name) == Comments()


def test_a_file_without_such_a_comment_is_not_parsed(tmp_path, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(code, "concrete_module", fail)
    assert read(tmp_path, "dag.py", "x = 1  # etl diagram: allow x -- r\n") == Comments()


def test_text_in_another_encoding_is_read_as_declared(tmp_path):
    path = tmp_path / "dag.py"
    path.write_bytes(f"# coding: latin-1\nx = 1  {ALLOW} für alle\n".encode("latin-1"))
    (allowance,) = read_comments(path, "dag.py").allowances
    assert allowance.reason == "für alle"


def test_a_long_chain_is_read_in_a_run(tmp_path):
    chain = " >> ".join(["task"] * 1_000)
    (tmp_path / "dag.py").write_text(f"{chain}  {ALLOW} r\n", encoding="utf-8")
    disk = Disk(tmp_path)
    found = KnownComments(disk, Cache(None, disk, str)).of("dag.py")
    assert (len(found.allowances), found.problems) == (1, ())
