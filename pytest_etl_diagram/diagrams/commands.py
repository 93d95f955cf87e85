"""Long commands in a drawing: their beginning, and a mark by which a change behind it shows."""

from __future__ import annotations

import hashlib
from typing import Final

LONGEST: Final = 40
"""So many words of a command are shown."""

LONGEST_TEXT: Final = 400
"""So many characters are shown of a command whose words are long."""

MARK_SIZE: Final = 6

_COMMANDS: Final = frozenset(
    "command entrypoint arguments healthcheck init liveness readiness startup".split()
)
"""Facts of a unit that hold commands, the last part of their names."""

_NEXT: Final = " → "
"""What stands between the commands of containers that run one after the other."""


def is_command(fact: str) -> bool:
    """Tell whether a fact holds a command: `command`, `git-sync.command`."""
    return fact.rpartition(".")[2] in _COMMANDS


def shortened(command: str) -> str:
    """Return a command as it is drawn; of each of several one by one.

    `command` is masked: its mark (`… #a1b2c3`) is made of all of it, and must not tell of a
    secret, nor change with one.
    """
    return _NEXT.join(_one(each) for each in command.split(_NEXT))


def _one(command: str) -> str:
    words = command.split(" ")
    if len(words) <= LONGEST and len(command) <= LONGEST_TEXT:
        return command
    shown = " ".join(words[:LONGEST])
    if len(shown) > LONGEST_TEXT:
        shown = shown[:LONGEST_TEXT].rpartition(" ")[0] or shown[:LONGEST_TEXT]
    mark = hashlib.sha256(command.encode()).hexdigest()[:MARK_SIZE]
    return f"{shown} … #{mark}"
