"""A change of the example's architecture, and what a failing diagram has to tell of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in one file: `old`, which stands there once, becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """A drift that must be told: its rule, what it is about, and the line it names.

    The last line of `at` stands on that line; lines before it only say which one is meant,
    so all of `at` stands in the file once. `file` is "" where it is the first one edited.
    An `at` of "" is for what is told of a file as a whole.
    """

    rule: str
    subject: str
    at: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change that the diagram of the node id `item` has to fail for.

    `tells` are all drifts of that diagram; those told as one sum are named one by one.
    """

    name: str
    item: str
    edits: tuple[Edit, ...]
    tells: tuple[Told, ...]

    @property
    def kind(self) -> str:
        """The kind of the diagram."""
        return self.item.partition("::")[2].partition("[")[0]

    @property
    def source(self) -> str:
        """The path in the diagram's node id."""
        return self.item.partition("::")[0]

    @property
    def file(self) -> str:
        """The file that drifts name unless they say otherwise."""
        return self.edits[0].file
