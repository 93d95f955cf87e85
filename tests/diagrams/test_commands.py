"""Long commands show their beginning and a mark of the whole."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.commands import (
    LONGEST,
    LONGEST_TEXT,
    is_command,
    shortened,
)
from pytest_etl_diagram.diagrams.deployment import diagram
from pytest_etl_diagram.model import Deployment, Unit

LONG = " ".join(f"step-{number}" for number in range(LONGEST))


def shown(**facts: str) -> dict[str, str]:
    unit = Unit("etl", "service", "processing", tuple(facts.items()))
    return dict(diagram(Deployment("shop", "compose.yaml", (unit,))).graph.nodes[0].facts)


def test_a_command_that_is_not_long_is_shown_as_it_is():
    assert shortened(LONG) == LONG


def test_a_change_behind_the_cut_changes_the_mark():
    before, after = (shortened(f"{LONG} --table {table}") for table in ("orders", "returns"))
    assert before.startswith(f"{LONG} … #")
    assert before != after
    assert len(before) == len(after)


def test_long_words_are_cut_too():
    before, after = (shortened("x" * LONGEST_TEXT + end) for end in ("a", "b"))
    assert len(before) < LONGEST_TEXT + 20
    assert before != after


def test_containers_that_run_one_after_the_other_are_shortened_one_by_one():
    found = shortened(f"migrate ({LONG} x) → wait (sleep 1)")
    assert found.startswith("migrate (step-0 ")
    assert found.endswith(" → wait (sleep 1)")


def test_another_password_behind_the_cut_changes_no_mark():
    texts = [f"{LONG} --password {secret}" for secret in ("aePh3oow", "Ohz9ooch1")]
    assert len({shown(command=text)["command"] for text in texts}) == 1
    assert "#" in shown(command=texts[0])["command"]


@pytest.mark.parametrize("fact", ["command", "git-sync.command", "init", "liveness", "healthcheck"])
def test_facts_that_hold_commands(fact):
    assert is_command(fact)
    assert "…" in shown(**{fact: f"{LONG} x"})[fact]


def test_other_facts_are_shown_whole():
    assert shown(volumes=f"{LONG} x")["volumes"] == f"{LONG} x"
