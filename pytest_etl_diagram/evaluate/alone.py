"""The evaluation of a module apart from who imports it, and what is kept of that."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.interpreter import Interpreter, Memo
from pytest_etl_diagram.evaluate.reaching import Unsealable, reach
from pytest_etl_diagram.evaluate.sealing import Seal

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pytest_etl_diagram.evaluate.values import ClassValue, ModuleValue
    from pytest_etl_diagram.model import Place, Problem
    from pytest_etl_diagram.sources.observing import Question


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What a stretch of an evaluation left on its interpreter: see there for what that is."""

    steps: int
    modules: tuple[ModuleValue, ...]
    problems: tuple[Problem, ...]
    notes: tuple[tuple[Place, str, bool], ...]
    classes: tuple[ClassValue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """An evaluated module, to be used by whoever imports it.

    - `parts`: what its evaluation left, and the shared modules that it took, in their order.
    - `given`: modules that whoever imports it must have imported before, by their paths.
    - `deepest`: how deep calls are nested in it.
    - `search_path`: what the import path is after it, None where it stays the same.
    - `dependencies`, `questions`, `stars`, `memos`: beside those of the modules that it took.
    - `seal`: its values, as they were made.
    """

    module: ModuleValue
    parts: tuple[Stretch | Shared, ...]
    given: Mapping[str, ModuleValue]
    deepest: int
    search_path: tuple[str, ...] | None
    dependencies: frozenset[str]
    questions: tuple[Question, ...]
    stars: Mapping[str, tuple[str, ...]]
    memos: Mapping[str, Memo]
    seal: Seal

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What its own evaluation left."""
        return tuple(part for part in self.parts if isinstance(part, Stretch))


class Uses:
    """The shared modules that one evaluation uses.

    - `giving`: by the path of a module, the shared one that it came with.
    - `given`: those that an evaluation around had already, under another name.
    - `clean_at`: the steps at which nothing shared was changed so far.
    """

    __slots__ = ("clean_at", "given", "giving", "outer", "shared")

    def __init__(self, outer: Uses | None = None) -> None:
        """Take those of the evaluation around, if there is one."""
        self.outer = outer
        self.shared: list[Shared] = []
        self.giving: dict[str, Shared] = {}
        self.given: dict[str, ModuleValue] = {}
        self.clean_at = 0

    def around(self, path: str) -> Shared | None:
        """Return what gives the module of a path to an evaluation around, None where none has."""
        uses = self.outer
        while uses is not None:
            if path in uses.giving:
                return uses.giving[path]
            uses = uses.outer
        return None

    def are_intact(self) -> bool:
        """Tell whether nothing shared is changed."""
        return all(shared.seal.is_intact() for shared in self.shared)

    def mend(self) -> bool:
        """Put back what is changed; tell whether there was nothing."""
        changed = [shared.seal for shared in self.shared if not shared.seal.is_intact()]
        for seal in changed:
            seal.mend()
        return not changed


class Alone(Interpreter):
    """Evaluates a module apart from who imports it, and notes what that leaves.

    - `own`: the shared modules that it uses; `parts`: see `Shared`.
    - `first_path`: the import path that it began with.
    - `deepest`: how deep calls were nested so far.
    - `spoilt`: the evaluation of a module inside was broken off.
    """

    def __init__(self, it: Interpreter) -> None:
        """Take the interpreter of who imports the module."""
        self.deepest = 0
        super().__init__(it.library, it.modules, it.builtins, it.variables)
        self.first_path = list(it.search_path)
        self.search_path = list(it.search_path)
        self.loaded, self.classes, self.state = _Loaded(), _Classes(), _State()
        self.own = self.uses = Uses(it.uses)
        self.parts: list[Stretch | Shared] = []
        self.spoilt = False
        self._since = 0, 0, 0, 0, 0

    @property
    def depth(self) -> int:
        """How deep calls are nested."""
        return self._depth

    @depth.setter
    def depth(self, depth: int) -> None:
        self._depth = depth
        self.deepest = max(self.deepest, depth)

    @property
    def looked_around(self) -> bool:
        """Tell whether what the evaluation gave may depend on who imports the module."""
        seen = (self.loaded, self.classes, self.state)
        return any(isinstance(each, Asked) and each.asked for each in seen)

    def close(self) -> None:
        """End a stretch."""
        steps, modules, problems, notes, classes = self._since
        self.parts.append(
            Stretch(
                self.steps - steps,
                tuple(islice(dict.values(self.loaded), modules, None)),
                tuple(self.problems[problems:]),
                tuple(islice(self.unplaced, notes, None)),
                tuple(self.classes[classes:]),
            )
        )

    def open(self) -> None:
        """Begin a stretch."""
        rows = self.loaded, self.problems, self.unplaced, self.classes
        modules, problems, notes, classes = map(len, rows)
        self._since = self.steps, modules, problems, notes, classes


class Asked:
    """A collection whose content depends on who imports a module: `asked` if it was looked at."""

    asked = False


class _Classes(list[Any], Asked):
    """Whoever looks for a class from the end, and finds one of the module's own, saw no other."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: set[int] = set()

    def extend(self, classes: Iterable[Any]) -> None:
        """Add those that came with a shared module."""
        start = len(self)
        super().extend(classes)
        self.taken.update(map(id, self[start:]))

    def __iter__(self) -> Iterator[Any]:
        self.asked = True
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        for cls in super().__reversed__():
            self.asked = self.asked or id(cls) in self.taken
            yield cls
        self.asked = True


class _Loaded(dict[Any, Any], Asked):
    def values(self) -> Any:  # noqa: ANN401  as dict has it
        self.asked = True
        return super().values()


class _State(dict[Any, Any], Asked):
    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401  as dict has it
        self.asked = True
        return super().get(key, default)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  as dict has it
        self.asked = True
        return super().__getitem__(key)


def kept(
    alone: Alone, module: ModuleValue | None, questions: Iterable[Question], sealed: Container[int]
) -> Shared | None:
    """Return what an evaluation left as a shared module, None where it can't be one.

    `questions` are those that it asked of the disk; `sealed` are the ids of what came with other
    shared modules.
    """
    if module is None or alone.spoilt or alone.looked_around:
        return None
    alone.close()
    stretches = [part for part in alone.parts if isinstance(part, Stretch)]
    classes = [cls for part in stretches for cls in part.classes]
    for cls in classes:  # an enumeration has the same members for all
        alone.library.class_items(alone, cls)
    found = {name: memo for name, memo in alone.state.items() if isinstance(memo, Memo)}
    if len(found) < len(alone.state):
        return None
    taken = alone.own.shared
    memos = {name: _new_entries(name, memo, taken) for name, memo in found.items()}
    modules = [module for part in stretches for module in part.modules]
    entries = (entry for memo in memos.values() for entry in memo.items())
    try:
        reached = reach([*modules, *classes, *entries], sealed)
    except Unsealable:
        return None
    known = {question for each in taken for question in each.questions}
    return Shared(
        module,
        tuple(alone.parts),
        alone.own.given,
        alone.deepest,
        None if alone.search_path == alone.first_path else tuple(alone.search_path),
        frozenset(alone.dependencies.difference(*(each.dependencies for each in taken))),
        tuple(question for question in questions if question not in known),
        {m.path: tuple(alone.stars[m.path]) for m in modules if m.path in alone.stars},
        memos,
        Seal(reached),
    )


def _new_entries(name: str, memo: Memo, taken: Iterable[Shared]) -> Memo:
    """Return what a memo has beside what came with the shared modules that were taken."""
    known = {key for each in taken for key in each.memos.get(name, ())}
    return Memo((key, value) for key, value in memo.items() if key not in known)
