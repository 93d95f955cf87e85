"""However data is written as YAML, it reads as the same trees, but for lines."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents import yaml as reading
from pytest_etl_diagram.documents.pure_yaml import PureLoader
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar
from pytest_etl_diagram.documents.yaml import parse, read_yaml

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=("Cs",))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(CHARACTERS, max_size=12)
    | st.sampled_from(["22:22", "{{ ds }}", "yes", "<<", "*a", "- a", "a: b", "0755", "2024-01-01"])
)
DATA = st.recursive(
    SCALARS,
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(st.text(CHARACTERS, max_size=8), parts, max_size=4)
    ),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, "'", '"', "|", ">"]),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from([20, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "sort_keys": st.booleans(),
        "explicit_start": st.booleans(),
    }
)


class NoAliases(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data):  # noqa: ARG002  PyYAML's
        return True


def plain(tree):
    if isinstance(tree, Scalar):
        return tree.value
    if isinstance(tree, Listing):
        return [plain(item) for item in tree.items]
    return {entry.key: plain(entry.value) for entry in tree.entries}


def without_lines(tree):
    if isinstance(tree, Scalar):
        return ("scalar", tree.value, tree.tag)
    if isinstance(tree, Listing):
        return ("list", [without_lines(item) for item in tree.items], tree.tag)
    return ("mapping", {e.key: without_lines(e.value) for e in tree.entries}, tree.tag)


@given(data=DATA, style=STYLES)
def test_what_is_written_is_read(data, style):
    written = yaml.safe_dump(data, **style)
    documents, problems = read_yaml(written, "x.yml")
    assert problems == ()
    assert [plain(document) for document in documents] == [data]


@given(part=DATA, data=DATA, style=STYLES)
def test_aliases_read_as_what_they_name(part, data, style):
    shared = {"a": part, "b": [part, data], "c": {"d": part}}
    short, long = (
        yaml.dump(shared, Dumper=dumper, **style) for dumper in (yaml.SafeDumper, NoAliases)
    )
    read = [read_yaml(written, "x.yml")[0][0] for written in (short, long)]
    assert without_lines(read[0]) == without_lines(read[1])


@given(data=DATA, style=STYLES)
@pytest.mark.skipif(reading.FAST is None, reason="PyYAML has no libyaml here")
def test_both_parsers_read_the_same_with_the_same_lines(data, style):
    written = yaml.safe_dump_all([data, data], **style)
    assert parse(written, "x.yml", PureLoader) == parse(written, "x.yml", reading.FAST)


@given(
    base=st.dictionaries(st.sampled_from("abcd"), st.integers(), min_size=1),
    other=st.dictionaries(st.sampled_from("abcd"), st.integers(), min_size=1),
    own=st.dictionaries(st.sampled_from("abcd"), st.integers()),
    at=st.integers(0, 4),
)
def test_merge_keys_count_as_pyyaml_counts_them(base, other, own, at):
    lines = [f"  {key}: {value}" for key, value in own.items()]
    lines.insert(at, "  <<: [*x, *y]")
    written = "\n".join([f"x: &x {base}", f"y: &y {other}", "z:", *lines]).replace("'", "")
    (tree,), problems = read_yaml(written, "x.yml")
    assert problems == ()
    assert isinstance(tree, Mapping)
    assert plain(tree) == yaml.safe_load(written)


@given(data=DATA)
def test_lines_say_where_a_text_stands(data):
    written = yaml.safe_dump({"key": data, "mark": "here"}, sort_keys=False)
    (tree,), _ = read_yaml(written, "x.yml")
    line = tree.entry("mark").line
    lines = written.split("\n")
    assert lines[line - 1] == "mark: here"
