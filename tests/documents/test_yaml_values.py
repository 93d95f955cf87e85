"""What YAML's scalars mean: as in PyYAML's safe loader, but for dates and numbers to base 60."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents.scalars import resolve
from pytest_etl_diagram.documents.tree import Scalar
from pytest_etl_diagram.documents.yaml import read_yaml

VALUES = {
    "text": "text",
    "two words": "two words",
    "12": 12,
    "-1_000": -1000,
    "0": 0,
    "0x1F": 31,
    "0b101": 5,
    "1.5": 1.5,
    "1e3": "1e3",  # YAML 1.1 wants a dot
    "1.5e+3": 1500.0,
    ".5": 0.5,
    ".inf": math.inf,
    "-.INF": -math.inf,
    "true": True,
    "Yes": True,
    "off": False,
    "y": "y",
    "null": None,
    "~": None,
    "": None,
    "'12'": "12",
    '"true"': "true",
    "!!str 12": "12",
    "!!int '12'": 12,
    "!!float 1": 1.0,
    "!!bool 'no'": False,
    "!!null x": None,
    "! 12": "12",
    # texts, other than in YAML 1.1
    "22:22": "22:22",
    "1:30:00.5": "1:30:00.5",
    "2024-01-01": "2024-01-01",
    "2024-01-01T00:00:00Z": "2024-01-01T00:00:00Z",
    "<<x": "<<x",
    "=": "=",
}


@pytest.mark.parametrize("written", VALUES)
def test_a_scalar_means(written):
    (tree,), problems = read_yaml(f"[{written}]" if written else "- ", "x.yml")
    value = tree.items[0].value
    assert (value, type(value), problems) == (VALUES[written], type(VALUES[written]), ())


def test_a_scalar_keeps_how_it_is_written():
    (tree,), _ = read_yaml("- 0755\n- 1_000\n- Yes\n- '0755'\n- \"a\\tb\"\n- 1.50\n", "x.yml")
    assert [item.text for item in tree.items] == ["0755", "1_000", "Yes", "0755", "a\tb", "1.50"]
    assert tree.items[0].value == 0o755


SCALARS = st.text("0123456789abxe_.+-:~<=nulTrueFase yYoOnNINF", max_size=8)


@given(text=SCALARS)
def test_means_what_pyyaml_makes_of_it(text):
    resolver = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False))
    ours = resolve(text)
    if ":" in text or tag.endswith(("timestamp", "merge", "value")):
        assert ours == text
        return
    try:
        theirs = resolver.construct_object(yaml.ScalarNode(tag, text))
    except ValueError:  # `0x_`: an int by its look that is none
        theirs = text
    assert repr(ours) == repr(theirs)  # nan isn't equal to itself


def test_long_numbers_stay_texts():
    digits = "9" * 5_000
    assert read_yaml(digits, "x.yml")[0] == (Scalar(digits, digits, 1),)


@pytest.mark.parametrize("written", ["!!int x", "!!float no", "!!bool 2"])
def test_a_value_that_its_tag_denies_is_a_problem(written):
    (tree,), problems = read_yaml(f"a: {written}", "x.yml")
    assert tree.entries[0].value.value == written.split()[1]
    assert [(problem.line, "as its tag says" in problem.message) for problem in problems] == [
        (1, True)
    ]
