"""Every rule has a case that trips it alone, and every row of the table is sound."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from drift_cases import CASES, FACTS, stage
from drift_graphs import graph

from pytest_etl_diagram.drift import node_rules
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.notation import headline
from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.drift.tables import TABLES
from pytest_etl_diagram.model import LEVELS


def case_id(case):
    return f"{case[0]}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_the_change_trips_its_rule_and_no_other(case):
    rule, old, new, before, after = case
    (drift,) = compare(graph(old), graph(new))
    assert drift.rule == rule
    shown = (headline(drift.before), headline(drift.after))
    assert all(
        told in (None, is_told) for told, is_told in zip((before, after), shown, strict=True)
    )


@pytest.mark.parametrize(("rule", "before", "after"), FACTS)
def test_a_changed_fact_is_told_by_name_and_whole_value(rule, before, after):
    (drift,) = compare(graph(stage(before)), graph(stage(after)))
    if rule != "layout-only":
        assert (drift.before, drift.after) == (before, after)
    assert (drift.subject, drift.nodes) == ("a", ("t_a",))


def test_no_rule_is_without_a_case():
    shown_by_no_graph = {"file-moved"}
    assert {rule.id for rule in RULES} - {case[0] for case in CASES} == shown_by_no_graph


def test_ids_are_unique_and_names_of_the_field():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", rule_id) for rule_id in ids)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_follows_in_one_or_two_sentences(rule):
    assert rule.level in LEVELS
    assert rule.why.endswith(".")
    assert 1 <= len(re.findall(r"\.(?= |$)", rule.why)) <= 2
    assert len(rule.why) <= 200
    assert len(rule.title) <= 50
    fields = {name for _, name, _, _ in Formatter().parse(rule.detail) if name}
    assert fields <= {"before", "after", "tries", "instances"}


def test_rules_stand_worst_first():
    levels = [LEVELS.index(rule.level) for rule in RULES]
    assert levels == sorted(levels)


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_stands_in_one_table_only(table):
    names = [*table.by_presence, *table.by_value, *table.by_members]
    assert len(names) == len(set(names))


def test_the_tables_name_rules_that_exist():
    rows = [
        *(row for table in TABLES for row in table.by_presence.values()),
        *(row for table in TABLES for row in table.by_members.values()),
        *(table.general for table in TABLES),
        *(
            row
            for by_sort, others in node_rules.TABLES.values()
            for row in (*by_sort.values(), others)
        ),
        *node_rules.WORKFLOW.values(),
    ]
    named = {name for row in rows for name in (row.added, row.changed, row.removed)}
    assert named - {rule.id for rule in RULES} == {""}
