"""What no output may hold, whatever it is of."""

import re
import unicodedata

import pytest

STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode's categories of what steers a terminal, hides or turns the line round."""

FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"

CI_COMMANDS = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""What a line of output must not be for GitHub, Azure and TeamCity to take it for words."""


def steering(text: str) -> set[str]:
    """Return the characters of an output that should have been written as escapes."""
    shown = text.replace("\n", "")
    bad = {char for char in set(shown) if unicodedata.category(char) in STEERING or char in FILLERS}
    return bad | set(re.findall("[\u0300-\u036f\u0e47]{5,}", shown))


def require_plain(text: str) -> None:
    """Fail if a text that people see in a terminal does more than show."""
    bad = [line for line in text.split("\n") if steering(line) or CI_COMMANDS.search(line)]
    if bad:
        pytest.fail(f"{len(bad)} lines do more than show, the first of them {bad[0]!a}")
