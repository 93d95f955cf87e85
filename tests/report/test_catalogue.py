"""The catalogue of rules as text, and as the README has it."""

from __future__ import annotations

import re

import pytest
from readme_rules import README, table, with_rules

from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.report.catalogue import WIDEST, catalogue, rules_of

WIDTHS = [40, 80, 100, 200]


def text_of(levels=(), width=80):
    return "\n".join(line.text for line in catalogue(levels, width))


def unwrapped(text):
    return " ".join(text.split())


def test_every_rule_is_told_with_its_title_and_why_below_its_level():
    parts = re.split(r"^([A-Z]+): .*$", text_of(width=1000), flags=re.MULTILINE)
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(told) == [level.upper() for level in LEVELS]
    for row in RULES:
        expected = f"{row.id}: {row.title} {row.why}"
        assert expected in unwrapped(told[row.level.upper()])


def test_rules_come_in_the_order_of_the_catalogue():
    ids = [line.text[: line.marked] for line in catalogue((), 100) if line.marked]
    assert [name for name in ids if name.islower()] == [row.id for row in RULES]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal_or_than_can_be_read(width):
    assert max(len(line.text) for line in catalogue((), width)) <= min(width, WIDEST)


def test_levels_of_the_project_stand_beside_those_of_the_catalogue():
    own = (("retries-removed", "off"), ("stage-added", "breaking"), ("stage-removed", "breaking"))
    text = text_of(own, 100)
    assert "is no longer retried - breaking (here: off)\n" in text
    assert re.search(r"^stage-added: .* - info \(here: breaking\)$", text, re.MULTILINE)
    assert text.count("(here: ") == 2


def test_the_part_in_colour_is_the_level_or_the_rule():
    marked = [line for line in catalogue((), 60) if line.marked]
    assert marked[0].text.startswith("BREAKING: ")
    assert marked[0].marked == len("BREAKING")
    by_id = {row.id: row.level for row in RULES}
    for line in marked:
        part = line.text[: line.marked]
        assert line.level == by_id.get(part, part.lower())


def test_the_end_says_how_levels_are_set():
    assert unwrapped(text_of()).endswith(
        f"{len(RULES)} rules. The setting etl_diagrams_rules gives one another level, a line each: "
        "rule = breaking, warning, info or off."
    )


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_its_rules(level):
    assert {row.level for row in rules_of(level)} == {level}


def test_the_readme_has_the_rules_as_they_are():
    text = README.read_text(encoding="utf-8")
    assert text == with_rules(text), "run python -m tests.report.readme_rules"


def test_the_readme_tells_of_a_rule_what_the_catalogue_does():
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", table(), re.MULTILINE)
    plain = [tuple(re.sub(r"\\(.)", r"\1", cell) for cell in row) for row in rows]
    assert plain == [(row.id, row.title, row.why) for row in RULES]
