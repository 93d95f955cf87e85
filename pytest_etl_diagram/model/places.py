"""Places in files, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was made, before anybody asked for its line.

    `path` is relative to the root folder, with forward slashes. `mark` is the
    ordinal of the syntax node of Python code (see `syntax.lines`); -1 means the
    whole file. Where the line is known at once, as in YAML, it stands in `line`,
    counted from 1; then `mark` says nothing.

    `setting` leads to a part of the call that `mark` is of: a keyword (or the number of
    an argument by position), and from there on keys of the mappings that are its value.
    So `("default_args", "retries")` is the entry of a DAG's defaults, wherever the code
    keeps them. As much of it counts as can be followed without running the code. Where
    not even the argument is found, it is `otherwise`, and without one the call.
    """

    path: str
    mark: int = -1
    line: int = 0
    setting: tuple[str | int, ...] = ()
    otherwise: Place | None = None


FactPlaces = tuple[tuple[str, Place], ...]
"""Where single facts of something stand: (fact's name, place), for those that have a line."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place with its line, counted from 1 (0: the whole file)."""

    path: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept (a part of) a file from being understood.

    `path` is relative to the root folder, with forward slashes; `line` counts
    from 1, 0 means the whole file. `message` says what is wrong and what to do.
    `fatal` problems fail the file's item; others are only reported.
    """

    path: str
    line: int
    message: str
    fatal: bool = True
