"""What a change of a plain Python pipeline must show in its drawings, and what must never show.

The programs are the folders of `projects`; their changes are the rows of `tables`, and what
`rewriting` can do to any program without changing what it does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.drift.rules import RULES
from tests.mutations.drawing import draw, drifts
from tests.mutations.rewriting import STYLES, rewritten
from tests.mutations.table import files_of, mutations, projects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.mutations.drawing import Changes, Drawings
    from tests.mutations.table import Mutation

CAUGHT = mutations("caught")
UNTOUCHED = mutations("untouched")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Drawings]:
    @cache
    def drawn(project: str) -> Drawings:
        return draw(tmp_path_factory.mktemp(project), files_of(project))

    return drawn


@pytest.fixture
def changes(original, tmp_path: Path) -> Callable[[str, Mapping[str, str]], Changes]:
    """Return what is different in the drawings of a project whose files are others."""
    return lambda project, files: drifts(original(project), draw(tmp_path, files))


def words(found: Changes) -> list[tuple[str, str, str]]:
    return [(k, d.drift.rule, d.drift.subject) for k, all_ in found.items() for d in all_]


@pytest.mark.parametrize("mutation", CAUGHT, ids=str)
def test_a_change_is_reported_by_its_rule_with_a_line(mutation: Mutation, changes, tmp_path):
    found = changes(mutation.project, mutation.apply(files_of(mutation.project)))
    for kind, rules in mutation.gives.items():
        named = [each for each in found[kind] if each.drift.rule in rules]
        assert named, f"{kind} says {[each.drift.rule for each in found[kind]]}"
        for each in named:
            text = (tmp_path / each.location.path).read_text(encoding="utf-8")
            assert 0 < each.location.line <= len(text.splitlines())
    unchanged = {kind for kind in ("activity", "sequence") if not found[kind]}
    assert unchanged <= mutation.silent


@pytest.mark.parametrize("mutation", UNTOUCHED, ids=str)
def test_moving_code_into_private_functions_changes_no_drawing(mutation: Mutation, changes):
    found = changes(mutation.project, mutation.apply(files_of(mutation.project)))
    assert words(found) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("project", projects())
def test_another_way_to_write_the_same_changes_no_drawing(project, style, changes):
    files = files_of(project)
    others = {
        name: rewritten(text, STYLES[style]) if name.endswith(".py") else text
        for name, text in files.items()
    }
    assert others != files
    assert words(changes(project, others)) == []


@pytest.mark.parametrize("project", projects())
def test_every_project_has_activities_sequences_and_an_architecture(project, original):
    kinds = {kind for kind, _, _ in original(project).diagrams}
    assert kinds == {"activity", "sequence", "architecture"}


def test_the_tables_name_rules_of_the_catalogue():
    known = {rule.id for rule in RULES}
    named = {rule for mutation in CAUGHT for rules in mutation.gives.values() for rule in rules}
    assert named <= known
