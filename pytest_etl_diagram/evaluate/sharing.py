"""Modules that are evaluated once a run and used by all files that import them.

A module that is wanted is evaluated apart from who wants it (`Alone`). Where that leaves nothing
but values and notes, these are kept (`Shared`): who wants the module next gets the same values,
and the notes that its own evaluation of the module would have left. What a file changes of shared
values is put back when the file is done, so that each file finds them as they were made: a
reading is the same as if every file had evaluated everything by itself.

It is evaluated by the file itself, as if nothing was shared,
- a module that makes DAGs, keeps generators, or does anything else that belongs to one evaluation;
- a module that changes what another one holds;
- a module that imports one of those that are being evaluated around it;
- and whatever is imported after the file has changed something shared: it may depend on that.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.alone import Alone, Shared, Uses, kept
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.taking import clash, missing, replay, suits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.sources.observing import Disk

Key = tuple[str, str, tuple[str, ...]]
"""A module's path, the name it is imported by, and what the code added to the import path."""

MAX_VARIANTS = 4
"""So often one module is kept: by the names under which others had imported what it imports."""

BUDGETS = (Exhausted, RecursionError, MemoryError)


class Circular(BaseException):
    """A module is wanted that is being evaluated: `level` is its place among those that are.

    No error, and nothing that a handler on its way may take for one.
    """

    def __init__(self, level: int) -> None:
        """Take the place of the module."""
        super().__init__()
        self.level = level


class Sharing:
    """The shared modules of a run."""

    def __init__(
        self, load: Callable[[Interpreter, str, str], ModuleValue | None], disk: Disk
    ) -> None:
        """Take what loads the module of a path by a name, and the disk that this asks."""
        self._load = load
        self._disk = disk
        self._known: dict[Key, list[Shared]] = {}
        self._unfit: set[Key] = set()
        self._spent: dict[Key, tuple[str, int, str]] = {}
        self._sealed: set[int] = set()
        self._making: list[str] = []
        self._circles: dict[str, set[str]] = {}

    @contextlib.contextmanager
    def within(self, it: Interpreter) -> Iterator[None]:
        """Let an interpreter use shared modules; what it changes of them is put back at the end."""
        uses = it.uses = Uses()
        try:
            yield
        finally:
            it.uses = None
            uses.mend()

    def find(self, it: Interpreter, path: str, name: str) -> ModuleValue | None:
        """Return the shared module of a path; None where `it` has to evaluate it by itself."""
        uses = it.uses
        if isinstance(it, Alone) and not it.loaded:
            return None  # it is there for this module
        key = (path, name, () if path.endswith("/") else tuple(it.search_path))
        if uses is None or self._is_circular(it, path):
            return None
        if key in self._spent:
            raise self._exhausted(it, key)
        if key in self._unfit:
            return None
        if it.lenient or not _is_clean(it, uses):
            return None
        variants = self._known.setdefault(key, [])
        around = uses.around(path)
        if around is not None:
            found = around if self._fits(it, uses, around) else None
        else:
            found = next((each for each in variants if self._fits(it, uses, each)), None)
            if found is None and _may_vary(it, uses, variants):
                made = self._make(it, key)
                found = made if made is not None and self._fits(it, uses, made) else None
        if found is None:
            return None
        self._take(it, uses, found)
        module = it.loaded[path]
        if around is not None and around not in variants:
            uses.given[path] = module
        return module

    def _is_circular(self, it: Interpreter, path: str) -> bool:
        """Tell whether a module and one that `it` has or evaluates import each other.

        Raises Circular where the other one is evaluated around what `it` evaluates: that is as
        circular then.
        """
        circle = self._circles.get(path, {path})
        innermost = len(self._making) - 1
        level = next((n for n, each in enumerate(self._making) if each in circle), innermost)
        if level < innermost:
            raise Circular(level)
        return any(each in it.loaded for each in circle)

    def _fits(self, it: Interpreter, uses: Uses, shared: Shared) -> bool:
        """Tell whether a shared module is what `it` would make of the module."""
        for path, module in shared.given.items():
            around = uses.around(path)
            if path in it.loaded or around is None or not suits(it, around):
                continue
            self._take(it, uses, around)
            uses.given[path] = module
        return suits(it, shared)

    def _take(self, it: Interpreter, uses: Uses, shared: Shared) -> None:
        """Leave on an interpreter what evaluating a module would leave there."""
        if isinstance(it, Alone):
            it.close()
            it.parts.append(shared)
            it.deepest = max(it.deepest, it.depth + shared.deepest)
        for each in missing(it, shared):
            self._disk.note_all(each.questions)
            uses.shared.append(each)
            uses.giving.update(
                (module.path, each) for part in each.stretches for module in part.modules
            )
        replay(it, shared)
        if isinstance(it, Alone):
            it.open()
        uses.clean_at = it.steps

    def _make(self, it: Interpreter, key: Key) -> Shared | None:
        """Evaluate a module apart from who wants it; None where that can't be shared.

        Raises Circular for a module that has to be evaluated by what is evaluated around it, and
        what a budget raises if it isn't a file's own evaluation that wants the module.
        """
        path, name, _ = key
        alone = Alone(it)
        level = len(self._making)
        self._making.append(path)
        try:
            with self._disk.apart() as questions:
                module = self._load(alone, path, name)
        except Circular as circle:
            self._join(path, self._making[circle.level])
            if circle.level < level - 1:
                raise
            return None
        except Exhausted as error:  # so would whoever evaluates it after anything else
            self._spent[key] = (alone.path, alone.mark, str(error))
            raise self._exhausted(it, key) from error
        except BUDGETS:
            self._unfit.add(key)
            if isinstance(it, Alone):
                it.spoilt = True
                raise
            return None
        except Exception:  # a fault of ours, to be told where it happened
            it.path, it.mark = alone.path, alone.mark
            raise
        finally:
            self._making.pop()
            is_clean = alone.own.mend()
        made = kept(alone, module, questions, self._sealed) if is_clean else None
        if made is None:
            self._unfit.add(key)
        else:
            self._sealed.update(made.seal.ids())
            self._known[key].append(made)
        return made

    def _exhausted(self, it: Interpreter, key: Key) -> Exhausted:
        """Return what to raise for a module that is past a budget, at the place where it was."""
        it.path, it.mark, words = self._spent[key]
        return Exhausted(words)

    def _join(self, one: str, other: str) -> None:
        """Note that two modules import each other, if only by way of others."""
        circle = self._circles.get(one, {one}) | self._circles.get(other, {other})
        self._circles.update(dict.fromkeys(circle, circle))


def _is_clean(it: Interpreter, uses: Uses) -> bool:
    """Tell whether nothing shared that `it` uses is changed.

    It was looked at one step ago, where only import statements ran since.
    """
    if it.steps - uses.clean_at > 1 and not uses.are_intact():
        return False
    uses.clean_at = it.steps
    return True


def _may_vary(it: Interpreter, uses: Uses, variants: Iterable[Shared]) -> bool:
    """Tell whether a module is worth being kept once more.

    So it is where `it` has what others took, too, but imported it by another name: `common.paths`
    and `dags.common.paths` are one file.
    """
    clashes = [clash(it, each, {}) for each in variants]
    return len(clashes) < MAX_VARIANTS and all(
        module is not None
        and (module.path not in it.loaded or _renamed(it.loaded[module.path], module, uses))
        for module in clashes
    )


def _renamed(own: ModuleValue, other: ModuleValue, uses: Uses) -> bool:
    return own.name != other.name and own.path in uses.giving
