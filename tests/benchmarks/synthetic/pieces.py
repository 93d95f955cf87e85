"""A piece of a DAG: some tasks, with the imports, constants and functions that they need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dice import Dice

DAG_ARGUMENT = "    DAG_ARGUMENT\n"
"""The line of an operator call that hands on the DAG, where the style of the file needs that."""


def hand_on_dag(body: str, argument: str) -> str:
    """Put the argument on its lines in the body, or take the lines out where it is empty."""
    lines = rf"\1{argument}\n" if argument else ""
    return re.sub(r"^( *)DAG_ARGUMENT\n", lines, body, flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a piece is written for: the choices, the team, the subject, the names of the file."""

    dice: Dice
    team: str
    subject: str
    name: str

    def fill(self, text: str, **more: object) -> str:
        """Return the text with `$team`, `$subject`, `$name` and `more` put in."""
        given = {"team": self.team, "subject": self.subject, "name": self.name}
        return Template(text).substitute(given, **more)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some tasks of a DAG.

    `imports` are `module` or `module:name`. `head` and `tail` are the
    expressions that stand for its first and last tasks, `is_list` tells that
    both are a list of tasks, which only a single task or group can precede or follow.
    """

    imports: tuple[str, ...]
    body: str
    head: str
    tail: str
    constants: str = ""
    functions: str = ""
    is_list: bool = False
