"""What the evaluator makes of a program is what Python makes of it.

Each program is run by both; every variable that holds plain data must agree.
"""

from __future__ import annotations

import pytest

from . import (
    programs_classes,
    programs_control,
    programs_functions,
    programs_library,
    programs_values,
)
from .differential import differences

PROGRAMS = {
    name: text
    for module in (
        programs_values,
        programs_control,
        programs_functions,
        programs_classes,
        programs_library,
    )
    for name, text in module.PROGRAMS.items()
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_leaves_the_variables_that_python_leaves(name, project):
    assert differences(PROGRAMS[name], project) == []
