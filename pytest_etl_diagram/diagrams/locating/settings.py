"""Where an argument of a call is written: in the call, or in a mapping that the code builds.

Names are followed as they are bound, without running anything. What depends on a condition,
or on a value that isn't written out, isn't followed: rather no line than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.locating.expressions import (
    COPIES,
    LostError,
    constant,
    copied,
    is_written_out,
    leaf,
)
from pytest_etl_diagram.diagrams.locating.names import (
    Assigned,
    Changed,
    Entered,
    Imported,
    Merged,
    Spot,
)
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.positions import PlacedDict, PlacedName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.diagrams.locating.code import Code, Text
    from pytest_etl_diagram.diagrams.locating.names import Binding

MAX_STEPS = 100
"""How many names and mappings one search follows: they may go in circles."""


@dataclass(frozen=True, slots=True)
class At:
    """A place from which names are looked up."""

    text: Text
    spot: Spot


@dataclass(frozen=True, slots=True)
class Written:
    """What a setting's line says; `value` is None for a value that isn't written there.

    `is_passed_on` tells that the value is a parameter of the function around.
    """

    line: int
    value: tree.Expr | None
    at: At
    is_passed_on: bool = False


def find_setting(code: Code, text: Text, mark: int, names: tuple[str | int, ...]) -> Written | None:
    """Return where a part of the call at `mark` is written, as far as `names` can be followed.

    They are those of `Place.setting`. None where the call has no such argument.
    """
    site = text.names.calls.get(mark)
    if site is None:
        return None
    search = _Search(code)
    found = search.written(site.call, names[0], At(text, site.spot))
    if found is None:
        return None
    for name in names[1:]:
        inner = search.inside(found, name)
        if inner is None:
            break
        found = inner
    return search.settled(found)


class _Search:
    """One search, which ends after so many steps."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.steps = 0

    def written(self, call: tree.Call, name: str | int, at: At) -> Written | None:
        """Return an argument of a call, None where it has none that can be found."""
        try:
            return self._argument(call, name, at)
        except LostError:
            return None

    def inside(self, found: Written, key: str | int) -> Written | None:
        """Return an entry of a setting that is a mapping, None where none can be found."""
        try:
            return self.entry(found.value, key, found.at)
        except LostError:
            return None

    def _argument(self, call: tree.Call, name: str | int, at: At) -> Written | None:
        """Look for an argument by keyword or by position, and among those that are spread."""
        lines = at.text.positions.arguments[call.mark]
        if isinstance(name, int):
            before = call.args[: name + 1]
            is_there = len(before) > name and not any(arg.keyword or arg.star for arg in before)
            return Written(lines[name], before[name].value, at) if is_there else None
        for arg, line in zip(call.args, lines, strict=True):
            if arg.keyword == name:
                return Written(line, arg.value, at)
        spread = tuple(arg for arg in call.args if arg.star == "**")
        return self.merged(spread, (), name, at)

    def merged(
        self, args: tuple[tree.Arg, ...], lines: tuple[int, ...], key: object, at: At
    ) -> Written | None:
        """Return the entry `key` of what `dict(args)` makes; `lines` are those of the arguments."""
        for number in reversed(range(len(args))):
            arg = args[number]
            if arg.keyword:
                if arg.keyword == key:
                    return Written(lines[number], arg.value, at)
                continue
            found = self.entry(arg.value, key, at)
            if found is not None:
                return found
        return None

    def entry(self, mapping: tree.Expr | None, key: object, at: At) -> Written | None:
        """Return the entry `key` of a mapping, None where it has none; may raise LostError."""
        self.steps += 1
        follow = _MAPPINGS.get(type(mapping))
        if follow is None or self.steps > MAX_STEPS:
            raise LostError
        return follow(self, mapping, key, at)

    def display(self, mapping: PlacedDict, key: object, at: At) -> Written | None:
        for (own, value), line in reversed([*zip(mapping.items, mapping.lines, strict=True)]):
            if own is None:
                found = self.entry(value, key, at)
                if found is not None:
                    return found
            elif constant(own) == key:
                return Written(line, value, at)
        return None

    def made(self, call: tree.Call, key: object, at: At) -> Written | None:
        """Follow `dict(…)`, `copy(mapping)` and `mapping.copy()`."""
        original = copied(call)
        if original is not call:
            return self.entry(original, key, at)
        if leaf(call.func) not in COPIES:
            raise LostError
        return self.merged(call.args, at.text.positions.arguments[call.mark], key, at)

    def union(self, both: tree.Binary, key: object, at: At) -> Written | None:
        if both.op != "|":
            raise LostError
        return self.entry(both.right, key, at) or self.entry(both.left, key, at)

    def named(self, name: PlacedName, key: object, at: At) -> Written | None:
        """Follow a name back through what happened to its value, the last first."""
        seen, bindings = at.spot.before(name.id)
        for binding in reversed(bindings):
            if seen.never_after(binding.spot):
                continue
            found, is_whole = self._effect(binding, key, At(at.text, seen))
            if found is not None or is_whole:
                if not seen.surely_after(binding.spot):
                    raise LostError
                return found
        raise LostError

    def _effect(self, binding: Binding, key: object, at: At) -> tuple[Written | None, bool]:
        """Return the entry that a binding gives, and whether nothing earlier counts."""
        spot, what = binding
        then = At(at.text, spot)
        if isinstance(what, Assigned):
            return self.entry(what.value, key, then), True
        if isinstance(what, Imported):
            source = self._source(what, at.text)
            return self.entry(PlacedName(what.name), key, source), True
        if isinstance(what, Merged):
            lines = at.text.positions.arguments.get(what.mark, ())
            return self.merged(what.args, lines, key, then), False
        if isinstance(what, Changed):
            raise LostError
        if constant(what.key) != key:
            return None, False
        if what.value is None:
            raise LostError
        return Written(what.line, what.value, then), False

    def of_module(self, node: tree.Attribute, key: object, at: At) -> Written | None:
        """Follow `module.NAME`."""
        return self.entry(PlacedName(node.name), key, self._module(node, at))

    def _module(self, node: tree.Attribute, at: At) -> At:
        """Return the end of the module that the left side of `module.NAME` names."""
        if not isinstance(node.value, PlacedName):
            raise LostError
        binding = self._last(node.value.id, at)
        if binding is None or not isinstance(binding.what, Imported):
            raise LostError
        what = binding.what
        inner = f"{what.module}.{what.name}".strip(".") if what.name else what.module
        return self._end(self.code.imported(at.text.path, inner, what.level))

    def _source(self, what: Imported, importer: Text) -> At:
        """Return the end of the module that a name is imported from."""
        if not what.name:
            raise LostError
        return self._end(self.code.imported(importer.path, what.module, what.level))

    def _end(self, text: Text | None) -> At:
        if text is None:
            raise LostError
        return At(text, Spot(text.names.scope))

    def _last(self, name: str, at: At) -> Binding | None:
        """Return what a name was surely bound to last, None where that isn't certain."""
        seen, bindings = at.spot.before(name)
        for binding in reversed(bindings):
            if isinstance(binding.what, (Entered, Merged)) or seen.never_after(binding.spot):
                continue
            return binding if seen.surely_after(binding.spot) else None
        return None

    def settled(self, found: Written) -> Written:
        """Return where the value itself is written, if a setting just names a constant."""
        last, at = found, found
        while True:
            value = copied(at.value)
            if not isinstance(value, (PlacedName, tree.Attribute)):
                break
            try:
                at = self._origin(value, at.at)
            except LostError:
                break
            if at.is_passed_on:
                return replace(last, is_passed_on=True)
            if is_written_out(at.value):
                last = at
        return last

    def _origin(self, value: PlacedName | tree.Attribute, at: At) -> Written:
        """Return where a name got its value."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise LostError
        if isinstance(value, tree.Attribute):
            source = self._module(value, at)
            return self._origin(PlacedName(value.name), source)
        binding = self._last(value.id, at)
        if binding is None:
            raise LostError
        what = binding.what
        if isinstance(what, Assigned):
            return Written(what.line, what.value, At(at.text, binding.spot))
        if isinstance(what, Imported):
            return self._origin(PlacedName(what.name), self._source(what, at.text))
        if isinstance(what, Changed) and what.is_parameter:
            return Written(0, None, at, is_passed_on=True)
        raise LostError


_MAPPINGS: Mapping[type, Callable[[_Search, Any, object, At], Written | None]] = {
    PlacedDict: _Search.display,
    tree.Call: _Search.made,
    tree.Binary: _Search.union,
    PlacedName: _Search.named,
    tree.Attribute: _Search.of_module,
}
