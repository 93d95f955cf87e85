"""Choices that are the same in every run, on every Python, under every hash seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Choice = TypeVar("Choice")


class Dice:
    """A source of choices that depends on its seed alone.

    Only `Random.random` is used: it is the one method whose numbers Python promises to keep.
    """

    def __init__(self, seed: str) -> None:
        """Take the text that all choices depend on."""
        self._random = Random(seed)  # noqa: S311 -- nothing is to be kept secret here

    def below(self, percent: float) -> bool:
        """Return True in so many of a hundred cases."""
        return self._random.random() * 100 < percent

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices, each as likely as the others."""
        return choices[int(self._random.random() * len(choices))]

    def some(self, choices: Sequence[Choice], least: int, most: int) -> list[Choice]:
        """Return `least` to `most` neighbouring choices, in their order."""
        count = least + int(self._random.random() * (most - least + 1))
        start = int(self._random.random() * (len(choices) - count + 1))
        return list(choices[start : start + count])
