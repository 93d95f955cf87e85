"""Where the names of a file get their values, in which order and under which conditions."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax import tree

END = sys.maxsize
"""The order of a spot after all statements of its scope."""


class Branch(NamedTuple):
    """An arm of a statement that may not run; of the arms of one `fork` a single one runs."""

    fork: int
    arm: int


@dataclass(slots=True, eq=False)
class Scope:
    """A module, function, class, lambda or comprehension with the names that it binds.

    `opened` is where it stands in the scope around it. A `deferred` one (a function) runs
    after all statements of that; the names of a class aren't seen by the scopes inside.
    """

    opened: Spot | None = None
    is_deferred: bool = False
    is_class: bool = False
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    elsewhere: dict[str, Scope] = field(default_factory=dict)

    def bind(self, name: str, what: Bound, spot: Spot) -> None:
        """Note what happens to a name at a spot; of another scope's name only that it does."""
        owner = self.elsewhere.get(name)
        if owner is None:
            self.bindings.setdefault(name, []).append(Binding(spot, what))
        else:
            unsure = Spot(owner, 0, (Branch(-1, 0),))
            owner.bindings.setdefault(name, []).append(Binding(unsure, Changed()))


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement of a scope: its number in the file, and the arms that it stands in."""

    scope: Scope
    order: int = END
    branches: tuple[Branch, ...] = ()

    def before(self, name: str) -> tuple[Spot, list[Binding]]:
        """Return what has happened to a name, as seen from here, in order; and from which spot.

        That is this one, or the one around it in the scope that has the name.
        """
        spot, scope = self, self.scope
        while name not in scope.bindings or (scope.is_class and scope is not self.scope):
            if scope.opened is None:
                return spot, []
            order = END if scope.is_deferred else scope.opened.order
            spot = Spot(scope.opened.scope, order, scope.opened.branches)
            scope = spot.scope
        return spot, [each for each in scope.bindings[name] if each.spot.order < spot.order]

    def surely_after(self, other: Spot) -> bool:
        """Tell whether whatever comes here has come by an earlier spot of the same scope."""
        return self.branches[: len(other.branches)] == other.branches

    def never_after(self, other: Spot) -> bool:
        """Tell whether nothing that comes here has come by another spot of the same scope."""
        pairs = zip(self.branches, other.branches, strict=False)
        apart = next(((one, two) for one, two in pairs if one != two), None)
        return apart is not None and apart[0].fork == apart[1].fork


@dataclass(frozen=True, slots=True)
class Assigned:
    """`name = value`, at a line."""

    value: tree.Expr
    line: int


@dataclass(frozen=True, slots=True)
class Entered:
    """`name[key] = value`, at a line; without a value, something else happens to the entry."""

    key: tree.Expr
    value: tree.Expr | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """`name.update(args)` or `name |= arg`; `mark` is that of the call, -1 of the latter."""

    args: tuple[tree.Arg, ...]
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Imported:
    """`from module import name`, or `import module` where the name is ""."""

    module: str
    level: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Anything else that binds the name or changes its value."""

    is_parameter: bool = False


Bound: TypeAlias = Assigned | Entered | Merged | Imported | Changed


class Binding(NamedTuple):
    """What happens to a name, and where."""

    spot: Spot
    what: Bound


class Site(NamedTuple):
    """A call, and where it stands."""

    call: tree.Call
    spot: Spot


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a module: its own scope, and its calls by their marks."""

    scope: Scope
    calls: dict[int, Site]
