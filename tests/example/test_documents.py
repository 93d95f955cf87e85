"""Changes of the example's YAML are found with their rule and line, and only they."""

from __future__ import annotations

import pytest

from tests.example.document_mutations import COSMETIC, DOCUMENT_MUTATIONS
from tests.example.project import Example


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


@pytest.mark.parametrize("name", DOCUMENT_MUTATIONS)
def test_change_is_found_with_its_rule_and_line(example, name):
    mutation = DOCUMENT_MUTATIONS[name]
    example.replace(mutation.file, mutation.old, mutation.new)
    run = example.run("-o", f"etl_diagrams_kinds={mutation.kind}")
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.text
    lines = example.read(mutation.file).splitlines()
    told = [
        lines[drift["location"]["line"] - 1]
        for drift in run.drifts_of(mutation.kind)
        if drift["rule"] == mutation.rule and drift["location"]["path"] == mutation.file
    ]
    assert any(mutation.at in line for line in told), run.text


@pytest.mark.parametrize("name", COSMETIC)
def test_other_way_to_write_the_same_passes(example, name):
    example.replace(*COSMETIC[name])
    run = example.run("-o", "etl_diagrams_kinds=pipeline deployment")
    assert run.code == 0, run.text
