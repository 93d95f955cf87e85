"""Comments in files of data: which lines each is about."""

import pytest
from policy_comments import about, read

from pytest_etl_diagram.documents import yaml_strings
from pytest_etl_diagram.policy.comments import read_comments
from pytest_etl_diagram.policy.model import Comments

ALLOW = "# etl-diagram: allow image-unpinned --"
NOTHING = "nothing follows it that it could be about"
ALONE = "here a comment needs a line of its own"

YAML = {
    "at the end of a line": (f"a:\n  image: x  {ALLOW} r\n  b: 1\n", (2, 2)),
    "at the end of a line that opens a block": (f"a:  {ALLOW} r\n  b: 1\n", (1, 1)),
    "above a line": (f"a:\n  {ALLOW} r\n  image: x\n  b: 1\n", (3, 3)),
    "above a block": (f"a: 1\n{ALLOW} r\nb:\n  c: 1\n\n  # d\n  d:\n    e: 1\nf: 1\n", (3, 8)),
    "above an item": (f"a:\n  {ALLOW} r\n  - b: 1\n    c: 2\n  - d: 1\n", (3, 4)),
    "above a list that isn't indented": (f"x: 1\n{ALLOW} r\na:\n- b: 1\n- c: 1\nd: 1\n", (3, 5)),
    "above an item of such a list": (f"a:\n{ALLOW} r\n- b: 1\n  c: 1\n- d: 1\n", (3, 4)),
    "above a bare dash": (f"a:\n  {ALLOW} r\n  -\n    b: 1\n  - c\n", (3, 4)),
    "above the first key, with nothing between": (f"{ALLOW} r\na: 1\nb: 2\n", (2, 2)),
    "behind other comments": (f"a: 1\n{ALLOW} r\n\n# other\nb: 1\n", (5, 5)),
    "after a text of several lines": (f'a: "x\n  y"  {ALLOW} r\nb: 1\n', (1, 2)),
    "on the head of a block of text": (f"a: |  {ALLOW} r\n  x\nb: 1\n", (1, 1)),
    "behind a block of text": (f"a: |\n  x\n{ALLOW} r\nb: 1\n", (4, 4)),
    "before a block of text": (f"x: 1\n{ALLOW} r\na:\n  b: |\n    x\n\n    # y\nc: 1\n", (3, 7)),
    "in brackets": (f"a: [\n  1,  {ALLOW} r\n  2]\n", (2, 2)),
    "where the rest is a template": (f"a: {{{{ b }}}}\nc: x  {ALLOW} r\n", (2, 2)),
    "where the rest is a template of Helm": (f"{{{{- if x }}}}\nc: x  {ALLOW} r\n", (2, 2)),
    "where the rest isn't YAML": (f"a: 1\nc: x  {ALLOW} r\nd: [\n@\n", (2, 2)),
    "beside letters beyond the first plane": (f"a: '😀 #'\nb: '😀 # c'  {ALLOW} r\n", (2, 2)),
    "at the head of a file": (f"# Us\n{ALLOW} r\n\na: 1\nb: 2\n", (0, 6)),
    "at the head of a document": (f"{ALLOW} r\n---\na: 1\nb: 2\n", (0, 5)),
    "at the end of the only lines": (f"a: 1 {ALLOW} r\nb: 1 # c\n# d", (1, 1)),
}


@pytest.mark.parametrize(("text", "lines"), YAML.values(), ids=YAML)
@pytest.mark.parametrize("parser", ["libyaml", "pure"])
def test_a_comment_in_yaml(tmp_path, monkeypatch, parser, text, lines):
    if parser == "pure":
        monkeypatch.setattr(yaml_strings, "FAST", None)
    assert about(tmp_path, "compose.yml", text) == ({"r": lines}, [])


@pytest.mark.parametrize(
    "text",
    [
        f'a: "{ALLOW} r"\n',
        f"a: '\n  {ALLOW} r\n  '\n",
        f"a: |\n  {ALLOW} r\n",
        f"a: >\n  x\n\n  {ALLOW} r\nb: 1\n",
        f"a: x#{ALLOW[1:]} r\n",
        f"# see {ALLOW[2:]} r\na: 1\n",
    ],
)
def test_what_is_text_in_yaml_is_no_comment(tmp_path, text):
    assert read(tmp_path, "compose.yml", text) == Comments()


OTHERS = {
    "above an option": ("airflow.cfg", f"[core]\n{ALLOW} r\na = 1\nb = 2\n", (3, 3)),
    "with a semicolon": ("airflow.cfg", f"[core]\n;{ALLOW[1:]} r\na = 1\n", (3, 3)),
    "above a value of several lines": ("x.ini", f"[a]\n{ALLOW} r\na =\n  1\n  2\nb = 1\n", (3, 5)),
    "inside of such a value": ("x.ini", f"[a]\na =\n  1\n  {ALLOW} r\n  2\nb = 1\n", (2, 5)),
    "at the head of a configuration": ("x.cfg", f"{ALLOW} r\n\n[a]\na = 1\n", (0, 5)),
    "above an instruction": ("Dockerfile", f"FROM a\n{ALLOW} r\nFROM b\nRUN c\n", (3, 3)),
    "above the first instruction": ("Dockerfile", f"{ALLOW} r\nFROM b\nRUN c\n", (2, 2)),
    "above one of several lines": ("x.Dockerfile", f"FROM a\n{ALLOW} r\nRUN a \\\n b\n", (3, 4)),
    "inside of one of them": ("Containerfile", f"RUN a \\\n  {ALLOW} r\n  b\nCMD c\n", (1, 3)),
    "in a here-document": ("Dockerfile.dev", f"RUN <<E\n{ALLOW} r\nE\nCMD c\n", (1, 3)),
    "at the head of a Dockerfile": ("Dockerfile", f"# syntax=a\n{ALLOW} r\n\nFROM b\n", (0, 5)),
    "in an env file": (".env", f"A=1\nB=2  {ALLOW} r\n", (2, 2)),
    "above a variable": ("prod.env", f"A=1\n{ALLOW} r\nB=2\nC=3\n", (3, 3)),
    "beside an apostrophe": (".env", f"A=it's  {ALLOW} r\nB=it's\n", (1, 1)),
    "behind a quoted value": (".env", f'A="x # y\nz"  {ALLOW} r\n', (1, 2)),
    "in TOML": ("x.toml", f"a = '''\n# x'''  {ALLOW} r\n", (1, 2)),
    "in a model of dbt": ("m.sql", f"select 1,\n--{ALLOW[1:]} r\n 2\n", (3, 3)),
    "above a model of dbt": ("m.sql", f"--{ALLOW[1:]} r\nselect 1\n", (0, 3)),
}


@pytest.mark.parametrize(("name", "text", "lines"), OTHERS.values(), ids=OTHERS)
def test_a_comment_in_other_files(tmp_path, name, text, lines):
    assert about(tmp_path, name, text) == ({"r": lines}, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.json", f'{{"a": "{ALLOW} r"}}\n'),
        (".env", f'A="x\n{ALLOW} r\n"\n'),
        (".env", f"A=x{ALLOW} r\n"),
        ("m.sql", f"select '--{ALLOW[1:]} r'\n"),
        ("m.sql", f"/*\n --{ALLOW[1:]} r */\nselect 1\n"),
        ("x.toml", f'a = """\n{ALLOW} r\n"""\n'),
    ],
)
def test_what_is_text_is_no_comment(tmp_path, name, text):
    assert read(tmp_path, name, text) == Comments()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.yml", f"a: 1\n{ALLOW} r\n", NOTHING),
        ("a.yml", f"{ALLOW} r\n", NOTHING),
        ("Dockerfile", f"FROM a\n{ALLOW} r\n", NOTHING),
        ("Dockerfile", f"FROM a {ALLOW} r\n", ALONE),
        ("airflow.cfg", f"[a]\na = 1 {ALLOW} r\n", ALONE),
    ],
)
def test_a_comment_that_is_about_nothing_is_a_problem(tmp_path, name, text, words):
    (problem,) = read(tmp_path, name, text).problems
    assert f"is about nothing: {words}" in problem.message
    assert not problem.fatal


def test_yaml_in_another_encoding_is_read(tmp_path):
    path = tmp_path / "a.yml"
    path.write_bytes(f"a: x  {ALLOW} r\r\n".encode("utf-16"))
    (allowance,) = read_comments(path, "a.yml").allowances
    assert (allowance.first, allowance.last) == (1, 1)
