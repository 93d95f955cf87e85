"""What YAML's lists, mappings, anchors, merge keys and tags come to, and where they stand."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, text
from pytest_etl_diagram.documents.yaml import read_yaml


def read(written):
    (tree,), problems = read_yaml(written, "x.yml")
    assert problems == ()
    return tree


def plain(tree):
    """Return a tree as Python values, with tags as ("!tag", value)."""
    if isinstance(tree, Scalar):
        value = tree.value
    elif isinstance(tree, Listing):
        value = [plain(item) for item in tree.items]
    else:
        value = {entry.key: plain(entry.value) for entry in tree.entries}
    return (tree.tag, value) if tree.tag else value


READ = {
    # keys
    "1: a\ntrue: b\n~: c\n'x y': d": {"1": "a", "true": "b", "~": "c", "x y": "d"},
    "? a\n: b": {"a": "b"},
    "{a, b: }": {"a": None, "b": None},
    # anchors and aliases
    "a: &x [1, 2]\nb: *x": {"a": [1, 2], "b": [1, 2]},
    "- &x a\n- *x\n- &x b\n- *x": ["a", "a", "b", "b"],
    "&k a: 1\nb: {*k : 2}": {"a": 1, "b": {"a": 2}},
    # merge keys: what a mapping has itself counts, then the first that is merged
    "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}": {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}},
    "a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}": {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}},
    "- &a {x: 1}\n- &b {x: 2, y: 2}\n- {<<: [*a, *b]}": [
        {"x": 1}, {"x": 2, "y": 2}, {"x": 1, "y": 2},
    ],
    "- &a {x: 1}\n- &b {<<: *a, y: 2}\n- <<: *b\n  z: 3": [
        {"x": 1}, {"x": 1, "y": 2}, {"x": 1, "y": 2, "z": 3},
    ],
    "<<: {x: 1}\ny: 2": {"x": 1, "y": 2},
    "- &a {x: 1}\n- &b {x: 2}\n- {<<: *a, <<: *b}": [{"x": 1}, {"x": 2}, {"x": 2}],
    "'<<': 1": {"<<": 1},
    "x: <<": {"x": "<<"},
    # tags: nothing is made of them
    "a: !env DB_URL\nb: !join [x, 1]\nc: !x {y: 1}": {
        "a": ("!env", "DB_URL"), "b": ("!join", ["x", 1]), "c": ("!x", {"y": 1}),
    },
    "a: !reset\nb: !override 5": {"a": ("!reset", ""), "b": ("!override", "5")},
    "!<tag:example.com,2024:x> a": ("!<tag:example.com,2024:x>", "a"),
    "%TAG !e! tag:example.com,2024:\n---\n!e!x a": ("!<tag:example.com,2024:x>", "a"),
    "!!set {a, b}": {"a": None, "b": None},
    "!!omap [a: 1]": [{"a": 1}],
    "!!map {a: !!seq []}": {"a": []},
    "!!binary aGk=": "aGk=",
    "!!odd a": ("!!odd", "a"),
    # several lines
    "a: |\n  one\n  two\n": {"a": "one\ntwo\n"},
    "a: >-\n  one\n  two\n": {"a": "one two"},
    'a: "one\n  two"': {"a": "one two"},
    "a: one\n  two": {"a": "one two"},
    # what other YAML readers take
    "a:\tb": {"a": "b"},
    "a: b\t# c": {"a": "b"},
    "[a?b, {c?: d}]": ["a?b", {"c?": "d"}],
    "\ufeffa: 1": {"a": 1},
}  # fmt: skip


@pytest.mark.parametrize("written", READ)
def test_reads_as(written):
    assert plain(read(written)) == READ[written]


JINJA = {
    "{{ ds }}": "{{ ds }}",
    "{{ x | default('a, b') }}": "{{ x | default('a, b') }}",
    "{{ds}}": "{{ds}}",
    "{{ dag_run.conf['day'] }}": "{{ dag_run.conf['day'] }}",
    '{{ macros.ds_add(ds, -1) | replace("-", "") }}': (
        '{{ macros.ds_add(ds, -1) | replace("-", "") }}'
    ),
    "{{ ds }}/orders": "{{ ds }}/orders",
    "{{ a }}{{ b }}": "{{ a }}{{ b }}",
    "{{ a }} and {{ b }}": "{{ a }} and {{ b }}",
    "s3://b/{{ ds }}/x": "s3://b/{{ ds }}/x",
    "'{{ ds }}'": "{{ ds }}",
    "&x {{ ds }}": "{{ ds }}",
}


@pytest.mark.parametrize(
    "shape", ["a: %s", "- %s", "a:\n  - b\n  - %s\nc: {{ d }}/e", "a: [%s, b]"]
)
@pytest.mark.parametrize("written", JINJA)
def test_an_expression_of_jinja_is_a_text_without_quotes_too(written, shape):
    tree = read(shape % written)
    assert JINJA[written] in text(tree)
    assert "{{ d }}" in text(tree) or "{{ d }}" not in shape


def test_expressions_of_jinja_are_keys_and_tagged_values():
    assert plain(read("{{ name }}: 1\nb: !env {{ X }}")) == {
        "{{ name }}": 1,
        "b": ("!env", "{{ X }}"),
    }


def test_a_mapping_in_a_mapping_is_no_expression():
    assert plain(read("{a: {b: {c: 1}}}")) == {"a": {"b": {"c": 1}}}


LINES = """\
# a comment
base: &base
  image: x
  env: {A: 1,
        B: 2}
job:
  <<: *base
  image: y
  steps:
    - name: one

    - name: >
        two
      retries: 3
  also: *base
"""


def test_everything_has_its_line():
    tree = read(LINES)
    job = tree.get("job")
    assert (tree.line, tree.entry("job").line, job.line) == (2, 6, 7)
    # what is merged stands where it is written
    assert (job.entry("env").line, job.get("env").entry("B").line) == (4, 5)
    assert (job.entry("image").line, job.get("image").value) == (8, "y")
    steps = job.get("steps")
    assert [step.line for step in steps.items] == [10, 12]
    assert [step.entry("name").value.line for step in steps.items] == [10, 12]
    assert steps.items[1].entry("retries").line == 14
    # an alias has the line of its key; what it names stands where it is written
    assert (job.entry("also").line, job.get("also").entry("image").line) == (15, 3)


def test_several_documents():
    documents, problems = read_yaml("--- 1\n---\na: 2\n...\n--- ~\n", "x.yml")
    assert [plain(document) for document in documents] == [1, {"a": 2}, None]
    assert [document.line for document in documents] == [1, 3, 5]
    assert problems == ()


@pytest.mark.parametrize("written", ["", "\n\n", "# only a comment\n"])
def test_nothing_is_no_document(written):
    assert read_yaml(written, "x.yml") == ((), ())


def test_anchors_end_with_their_document():
    _, problems = read_yaml("a: &x 1\n---\nb: *x\n", "x.yml")
    assert [problem.line for problem in problems] == [3]


def test_aliases_share_what_they_name():
    tree = read("a: &x {b: 1}\nc: *x\n")
    assert isinstance(tree.get("a"), Mapping)
    assert tree.get("a") is tree.get("c")
