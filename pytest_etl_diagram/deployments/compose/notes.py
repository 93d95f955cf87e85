"""What is noted while a set of Compose files is read: what is wrong, and which files were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from pytest_etl_diagram.errors import SourceError
    from pytest_etl_diagram.model import Place


@dataclass(frozen=True, slots=True)
class Notes:
    """Problems in the order in which they were met, and the files that were looked at."""

    problems: list[Problem] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def wrong(self, place: Place, message: str) -> None:
        """Note what makes Compose refuse the file; the same words are noted once."""
        if all(message != problem.message for problem in self.problems):
            self.problems.append(Problem(place.path, place.line, message))

    def remark(self, place: Place, message: str) -> None:
        """Note what is worth a word and refused by nobody."""
        self.problems.append(Problem(place.path, place.line, message, fatal=False))

    def unreadable(self, error: SourceError) -> None:
        """Note a file that can't be read."""
        self.problems.append(Problem(error.path, error.line, error.message))
