"""Whether a shared module goes together with an evaluation, and what taking it leaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.alone import Shared, Stretch
from pytest_etl_diagram.evaluate.budgets import MAX_DEPTH, MAX_STEPS
from pytest_etl_diagram.evaluate.interpreter import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue


def suits(it: Interpreter, shared: Shared) -> bool:
    """Tell whether a shared module goes together with what `it` has."""
    if clash(it, shared, {}) is not None:
        return False
    coming = list(missing(it, shared))
    steps = sum(part.steps for each in coming for part in each.stretches)
    deepest = max(each.deepest for each in coming)
    if it.steps + steps > MAX_STEPS or it.depth + deepest > MAX_DEPTH:
        return False
    return not any(_remembers(it, each) for each in coming)


def clash(it: Interpreter, shared: Shared, coming: dict[str, ModuleValue]) -> ModuleValue | None:
    """Return a module that `shared` took or would bring, where `it` has another one or none.

    `coming` are the modules that come before it.
    """
    for path, module in shared.given.items():
        if it.loaded.get(path, coming.get(path)) is not module:
            return module
    for part in shared.parts:
        if isinstance(part, Stretch):
            for module in part.modules:
                if module.path in it.loaded or module.path in coming:
                    return module
                coming[module.path] = module
            continue
        there = it.loaded.get(part.module.path, coming.get(part.module.path))
        found = clash(it, part, coming) if there is None else None
        if found is not None or there not in (None, part.module):
            return found or part.module
    return None


def missing(it: Interpreter, shared: Shared, seen: set[int] | None = None) -> Iterator[Shared]:
    """Yield a shared module and those that it took, as far as `it` doesn't have them."""
    seen = set() if seen is None else seen
    seen.add(id(shared))
    for part in shared.parts:
        if isinstance(part, Shared) and id(part) not in seen and part.module.path not in it.loaded:
            yield from missing(it, part, seen)
    yield shared


def _remembers(it: Interpreter, shared: Shared) -> bool:
    """Tell whether `it` has worked something out that comes with a shared module otherwise."""
    for name, memo in shared.memos.items():
        own: Any = it.state.setdefault(name, Memo())
        if any(own.get(key, value) is not value for key, value in memo.items()):
            return True
    return False


def replay(it: Interpreter, shared: Shared) -> None:
    """Leave on an interpreter what its own evaluation of a module would leave there."""
    for part in shared.parts:
        if isinstance(part, Stretch):
            it.steps += part.steps
            it.loaded.update((module.path, module) for module in part.modules)
            it.problems.extend(part.problems)
            it.unplaced.update(dict.fromkeys(part.notes))
            it.classes.extend(part.classes)
        elif part.module.path not in it.loaded:
            replay(it, part)
    it.dependencies.update(shared.dependencies)
    it.stars.update((path, list(names)) for path, names in shared.stars.items())
    for name, memo in shared.memos.items():
        own: Any = it.state.setdefault(name, Memo())
        own.update(memo)
    if shared.search_path is not None:
        it.search_path[:] = shared.search_path
