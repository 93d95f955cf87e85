# ruff: noqa: E501  snippets stand on lines of their own length
"""What is wrong with YAML: the line, the words, and what of the text is read all the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents import yaml as reading
from pytest_etl_diagram.documents.pure_yaml import PureLoader
from pytest_etl_diagram.documents.tree import text
from pytest_etl_diagram.documents.yaml import parse, read_yaml

PARSERS = [PureLoader] if reading.FAST is None else [PureLoader, reading.FAST]

BROKEN = {
    # tabs
    "a:\n\tb: 1": (2, "a tab indents the line; use spaces"),
    "a:\n  b: 1\n\tc: 2": (3, "a tab indents the line"),
    "a:\n- b\n\t- c": (3, "a tab indents the line"),
    # templates
    "{% if x %}\na: 1\n{% endif %}": (1, "is a template"),
    "a: 1\n{%- for x in y %}\nb: 2": (2, "is a template"),
    "a:\n  {{- if .Values.x }}\n  b: 1\n  {{- end }}": (2, "is a template"),
    "a:\n{{ if .Values.x }}\n  b: 1\n{{ end }}": (2, "is a template"),
    "a:\n  {{- toYaml .Values.x | nindent 2 }}\nb: 1": (2, "is a template"),
    # quotes and brackets
    "a: 'x\nb: 1\nc: 2\n": (1, "the quote that opens here is never closed"),
    'b: 1\na: "x\n---\nc: 2': (2, "the quote that opens here is never closed"),
    "a: [1, 2\nb: 3": (2, "the bracket opens in line 1"),
    "a: {b: 1\nc: 3": (2, "the bracket opens in line 1"),
    "a: [1,\n": (2, "a value is missing"),
    "a: ]": (1, "a value is missing"),
    "a: '1' 2": (1, "doesn't fit"),
    # indentation
    "a:\n  b: 1\n c: 2": (3, "check the indentation"),
    "- a\nb: 1": (2, "check the indentation"),
    "a: 1\n  b: 2": (2, 'a second ": "'),
    "a: b: c": (1, 'a second ": "'),
    "a: x: y\nb: 1": (1, 'a second ": "'),
    "a: - b": (1, 'a "-" or "?" can\'t stand here'),
    "a: 1\nb\nc: 2": (2, 'a key without ": "'),
    # characters
    "a: @x": (1, "put it in quotes"),
    "a: `x`": (1, "put it in quotes"),
    "a: %x": (1, "put it in quotes"),
    "a: *": (1, "an anchor (&) or alias (*)"),
    'a: "\\d+"': (1, "double the backslash"),
    'a: "\\uD800"': (1, "double the backslash"),
    "a: |x\n  y": (1, "only a comment may follow | or >"),
    "a: |0\n  y": (1, "a block of text is badly indented"),
    "a: !e!x y": (1, "no %TAG line declares"),
    "a: 1\n%b": (2, ""),
    "]": (1, "a value is missing"),
    "a: \0": (1, "holds the character U+0000"),
    "a: 1\nb: \x07": (2, "U+0007"),
    "\x7fELF": (1, "as binary files do"),
}


@pytest.mark.parametrize("written", BROKEN)
@pytest.mark.parametrize("parser", PARSERS)
def test_a_text_that_is_no_yaml(written, parser, monkeypatch):
    monkeypatch.setattr(reading, "FAST", None if parser is PureLoader else parser)
    line, words = BROKEN[written]
    documents, problems = read_yaml(written, "x.yml")
    assert documents == ()
    assert [(problem.path, problem.line, problem.fatal) for problem in problems] == [
        ("x.yml", line, True)
    ]
    assert words in problems[0].message


def test_documents_before_a_fault_are_read():
    documents, problems = read_yaml("a: 1\n---\nb: 2\n---\nc: [\n---\nd: 4", "x.yml")
    assert [text(document) for document in documents] == ["{a: 1}", "{b: 2}"]
    assert len(problems) == 1


def test_documents_begin_with_dashes():
    documents, problems = read_yaml("a: 1\n... b", "x.yml")
    assert len(documents) == 1
    assert [(problem.line, "begin it with ---" in problem.message) for problem in problems] == [
        (2, True)
    ]


WRONG = {
    "a: 1\nb: 2\na: 3\n": ((3, "the key a stands twice in one mapping, first in line 1"), "{a: 3, b: 2}"),
    "x: {1: a, '1': b}": ((1, "the key 1 stands twice"), "{x: {1: b}}"),
    "? [a, b]\n: 1\nc: 2": ((1, "a key is a list or a mapping"), "{c: 2}"),
    "a: &a [1, *a]": ((1, "the anchor &a contains itself"), "{a: 1, *a}"),
    "a: &a\n  b:\n    c: *a\n": ((3, "the anchor &a contains itself"), "{a: {b: {c: *a}}}"),
    "&a {<<: *a, b: 1}": ((1, "the anchor &a contains itself"), "{b: 1}"),
    "a: *b\nb: &b 1": ((1, "the alias *b names an anchor that doesn't stand before it"), "{a: *b, b: 1}"),
    "a: {<<: 1, b: 2}": ((1, "the merge key << wants a mapping"), "{a: {b: 2}}"),
    "a: {<<: [{c: 1}, x], b: 2}": ((1, "the merge key << wants a mapping"), "{a: {b: 2, c: 1}}"),
    "a: !!python/object/apply:os.system [x]\nb: 1": (
        (1, "the tag !!python/object/apply:os.system asks for a Python object, which is never made"),
        "{a: !!python/object/apply:os.system x, b: 1}",
    ),
    "a: !!python/name:os.system ''": ((1, "never made"), "{a: !!python/name:os.system}"),
    "!!python/tuple [1]": ((1, "never made"), "!!python/tuple 1"),
}  # fmt: skip


@pytest.mark.parametrize("written", WRONG)
def test_what_is_wrong_in_a_part_leaves_the_rest(written):
    (line, words), tree = WRONG[written]
    documents, problems = read_yaml(written, "x.yml")
    assert [text(document) for document in documents] == [tree]
    assert problems[0].line == line
    assert problems[0].fatal
    assert words in problems[0].message
    # a mapping that contains itself by its merge key wants a mapping as well
    assert len(problems) == 1 or "merge key" in problems[1].message


def test_an_expression_of_jinja_has_no_doubled_keys():
    assert read_yaml("a: {{ x, x }}", "x.yml")[1] == ()


def test_many_problems_are_counted():
    _, problems = read_yaml("\n".join(["a: 1"] * 1_000), "x.yml")
    assert len(problems) == 51
    assert "949 more problems" in problems[-1].message


def test_no_problem_tells_a_value():
    for written in ("a: !!int hunter2", "a: {<<: hunter2}", "a: 'hunter2", "a: @hunter2", "a: x: hunter2",
                    "? {a: hunter2}\n: 1", "a: [hunter2", "\thunter2: 1", "a: !!int 'hunter2'"):  # fmt: skip
        _, problems = read_yaml(written, "x.yml")
        assert problems
        assert all("hunter2" not in problem.message for problem in problems)


@given(written=st.text())
def test_no_text_raises(written):
    read_yaml(written, "x.yml")


@given(written=st.text("ab:-[]{}?,&*!|>'\"%@`# \n\t<.\\0", max_size=40))
def test_no_text_of_yaml_characters_raises(written):
    for parser in PARSERS:
        parse(written, "x.yml", parser)


SOUND = """\
%TAG !e! tag:example.com,2024:
---
x-base: &base  # shared
  image: "apache/airflow:${TAG:-3.1.8}"
  environment: {A: 1, 'B': "two\\n", C: }
services:
  web:
    <<: *base
    ports: ["80:80", 443]
    command: >-
      run this
      and that
  worker: {<<: *base, depends_on: [web, db], when: "{{ ds }}", then: {{ ds }} }
tags: [!env X, !e!y {z: 1}]
...
---
- a
- - b
  - c: |
      select 1;
"""
BITS = [
    *":-[]{}?,&*!>'\"@`# \n",
    "  ",
    "\n  ",
    "- ",
    ": ",
    "---\n",
    "...\n",
    "&a ",
    "*base",
    "!x ",
    "{{ ds }}",
]


@pytest.mark.skipif(len(PARSERS) == 1, reason="PyYAML has no libyaml here")
@pytest.mark.parametrize("seed", range(300))
def test_both_parsers_find_the_same_in_a_damaged_text(seed):
    """The faster parser changes nothing: trees, lines and words are the same."""
    chance = random.Random(seed)  # noqa: S311  damage is no secret
    damaged = SOUND
    for _ in range(1 + seed % 3):
        at = chance.randrange(len(damaged))
        damaged = damaged[:at] + chance.choice(BITS) + damaged[at + chance.randrange(2) :]
    slow, fast = (parse(damaged, "x.yml", parser) for parser in PARSERS)
    assert fast == slow
