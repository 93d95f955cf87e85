"""Whose result goes into whose step: the data flow between the components of an entry point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.diagrams.architecture.catalogue import Key
    from pytest_etl_diagram.flows.tree import Step
    from pytest_etl_diagram.model import Place

Pair: TypeAlias = "tuple[Key, Key]"

GIVING = frozenset("extract transform load validate".split())
"""Roles of steps that give data; what others give (a path, a report) is passed over."""


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A step in its place: what it belongs to, and the call around it (None: the entry point).

    `settings`: its component reads settings, which are no data.
    """

    step: Step
    key: Key
    around: Call | None
    settings: bool = False

    @property
    def works(self) -> bool:
        """Tell whether it is a component's step on data."""
        is_class = bool(self.step.component) and self.step.gives and self.step.role == "other"
        return not self.settings and (self.step.role in GIVING or is_class)


def passed(calls: Sequence[Call], owner: Key) -> dict[Pair, Place | None]:
    """Return (who gave it, who took it) of all data that goes from one component to another.

    With each pair comes where data is taken first.

    `owner` is what the entry point belongs to. Where a component's step calls
    others, data goes between these too.
    """
    inside: Inside = {}
    for call in calls:
        inside.setdefault(call.around, []).append(call)
    found = _Passage(None, owner, inside).pairs()
    for call in calls:
        if call.key != owner and call in inside:
            below = _Passage(call, call.key, inside).pairs()
            found = {pair: at for pair, at in below.items() if call.key not in pair} | found
    return found


Inside: TypeAlias = dict[Call | None, list[Call]]


class _Passage:
    """The way of data through what one component does in one call, or in an entry point.

    What it calls of libraries hands data on; so do its own methods, where another
    component does the work inside of them.
    """

    def __init__(self, root: Call | None, owner: Key, inside: Inside) -> None:
        """Take the call (None: the entry point), whose it is, and the steps in each call."""
        self._owner = owner
        self._inside: dict[Call | None, list[Call]] = {}
        self._calls: dict[int, Call] = {}
        self._take_in(root, inside)

    def _take_in(self, around: Call | None, inside: Inside) -> None:
        """Note the steps in a call, and those in the owner's own steps."""
        for call in inside.get(around, ()):
            self._calls[call.step.id] = call
            if call.key == self._owner:
                self._take_in(call, inside)
        self._inside[around] = inside.get(around, [])

    def pairs(self) -> dict[Pair, Place | None]:
        """Return who gave it and who took it, and where first."""
        found: dict[Pair, Place | None] = {}
        for call in self._calls.values():
            for taken in call.step.takes:
                if taken in self._calls and self._takes(call, taken):
                    for maker in self._makers((taken,)) - {call.key}:
                        found.setdefault((maker, call.key), call.step.place)
        return found

    def _takes(self, call: Call, taken: int) -> bool:
        """Tell whether data that goes into a step comes to its component and stays there."""
        if call.key != self._owner:
            return call.works
        if not call.step.module:
            return any(endpoint.direction == "write" for endpoint in call.step.endpoints)
        return call.works and not self._hands_on(call, taken)

    def _hands_on(self, call: Call, taken: int) -> bool:
        """Tell whether what a step takes goes into another component's step inside of it."""
        same = {taken}
        for each in self._below(call):
            if same & set(each.step.takes):
                if each.key != self._owner and each.works:
                    return True
                same.add(each.step.id)
        return False

    def _below(self, call: Call) -> Iterator[Call]:
        for each in self._inside.get(call, ()):
            yield each
            if each.key == self._owner:
                yield from self._below(each)

    def _makers(self, steps: Iterable[int], seen: frozenset[int] = frozenset()) -> set[Key]:
        """Return who made the results of steps."""
        found: set[Key] = set()
        for step in steps:
            if step in self._calls and step not in seen:
                found |= self._makers_of(self._calls[step], seen | {step})
        return found

    def _makers_of(self, call: Call, seen: frozenset[int]) -> set[Key]:
        handed_on = call.step.takes
        if call.settings:
            return set()
        if call.key != self._owner:
            return {call.key} if call.works else self._makers(handed_on, seen)
        if not call.step.module:
            return self._makers(handed_on, seen) or {self._owner}
        workers = self._last_workers(call)
        if workers:
            return workers
        return {self._owner} if call.works else self._makers(handed_on, seen)

    def _last_workers(self, call: Call) -> set[Key]:
        """Return the components whose steps inside of an own step nobody in it works on."""
        steps = list(self._below(call))
        workers = [
            each
            for each in steps
            if each.key != self._owner
            and each.works
            and each.step.gives
            and (each.step.role != "validate" or call.step.role == "validate")
        ]
        used = {step for each in workers for step in self._sources(each.step.takes, workers)}
        return {each.key for each in workers if each.step.id not in used}

    def _sources(self, steps: Iterable[int], workers: Sequence[Call]) -> set[int]:
        """Return the workers' steps that come into others, at once or handed on."""
        known = {each.step.id for each in workers}
        found: set[int] = set()
        waiting, seen = list(steps), set(steps)
        while waiting:
            step = waiting.pop()
            if step in known:
                found.add(step)
            elif step in self._calls:
                new = set(self._calls[step].step.takes) - seen
                seen |= new
                waiting += new
        return found
