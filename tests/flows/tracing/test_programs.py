"""What is taken down of a program: the table of `programs.py`."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.flows.tracing.notation import written
from tests.flows.tracing.programs import COMMON, PROGRAMS
from tests.flows.tracing.tracing import trace


@pytest.mark.parametrize("name", PROGRAMS)
def test_flow_is_what_the_program_does(name, tmp_path):
    program, expected = PROGRAMS[name]
    flow = trace(tmp_path, COMMON + dedent(program), "run")
    lines = written([flow]).splitlines()[1:]
    assert dedent("\n".join(lines)).strip() == dedent(expected).strip()
