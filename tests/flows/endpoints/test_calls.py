"""What calls of the libraries people use come to: every program in `cases`."""

import pytest

from tests.flows.endpoints.programs import programs, steps_of


@pytest.mark.parametrize(
    ("code", "wanted"), [pytest.param(*rest, id=name) for name, *rest in programs()]
)
def test_calls_are_known_by_their_documented_forms(code, wanted):
    assert steps_of(code) == wanted
