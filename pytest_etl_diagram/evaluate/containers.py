"""Methods of lists, dicts and sets: they change their container, or call back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.budgets import MAX_LENGTH
from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    List,
    Unknown,
    Value,
    choose,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


def _touch(it: Interpreter, container: List | Dict) -> None:
    """Note that a container changes: under an unknown condition it becomes a maybe."""
    if it.uncertain > container.depth:
        container.maybe = True


def _append(it: Interpreter, target: List, args: Args) -> None:
    _touch(it, target)
    target.extend(args.positional[:1])


def _extend(it: Interpreter, target: List, args: Args) -> None:
    _touch(it, target)
    items, over, maybe = it.spread(args.get(0, "iterable", ()))
    grow(target, items)
    it.sized(target)
    target.maybe = target.maybe or maybe or bool(over)


def grow(target: list[object], items: Iterable[object]) -> None:
    """Extend a list within the size budget."""
    target.extend(items)
    if len(target) > MAX_LENGTH:
        raise Exhausted(f"a list of over {MAX_LENGTH:,} items")


def _insert(it: Interpreter, target: List, args: Args) -> None:
    _touch(it, target)
    index = args.get(0, "index", 0)
    target.insert(index if isinstance(index, int) else 0, args.get(1, "object"))


def _pop(it: Interpreter, target: List, args: Args) -> object:
    if it.uncertain > target.depth or (target.maybe and not target):
        return choose(target) if target else Unknown("{…}")
    return _plainly(target.pop, args.positional)


def _remove(it: Interpreter, target: List, args: Args) -> None:
    _touch(it, target)
    wanted = args.get(0, "value")
    for index, item in enumerate(target):
        if item is wanted or compare(it, "==", item, wanted) is True:
            del target[index]
            return


def _plainly(function: Callable[..., object], positional: list[object]) -> object:
    try:
        return function(*positional)
    except FAULTS as error:
        raise fault(error) from error


def _list_index(it: Interpreter, target: List, args: Args) -> object:
    wanted = args.get(0, "value")
    for index, item in enumerate(target):
        if item is wanted or compare(it, "==", item, wanted) is True:
            return index
    return Unknown("{index}")


def _count(it: Interpreter, target: List, args: Args) -> object:
    wanted = args.get(0, "value")
    return sum(item is wanted or compare(it, "==", item, wanted) is True for item in target)


def _clear(it: Interpreter, target: List | Dict, args: Args) -> None:
    del args
    if not it.uncertain > target.depth:
        target.clear()


def _copy(it: Interpreter, target: List | Dict, args: Args) -> object:
    del args
    copied = type(target)(target)
    copied.maybe = target.maybe
    copied.depth = it.uncertain
    return copied


def _sort(it: Interpreter, target: List, args: Args) -> None:
    target[:] = ordered(it, list(target), args)


def _reverse(_: Interpreter, target: List, __: Args) -> None:
    target.reverse()


def ordered(it: Interpreter, items: list[object], args: Args) -> list[object]:
    """Return the items sorted as `sorted(items, key=…, reverse=…)` would.

    Where an item can't be compared, the order is left as it is: it is the
    order of the source, which is stable.
    """
    key = args.keywords.get("key")
    it.spend(len(items))
    keys: list[Plain] = [item if key is None else it.call(key, Args([item])) for item in items]
    if not it.has_measure(keys) or any(_unordered(k) for k in keys):
        return items
    try:
        order = sorted(
            range(len(items)),
            key=keys.__getitem__,
            reverse=it.truth(args.keywords.get("reverse", False)) is True,
        )
    except FAULTS:
        return items
    return [items[i] for i in order]


def _unordered(key: object) -> bool:
    if isinstance(key, (tuple, list)):
        return any(_unordered(k) for k in key)
    return isinstance(key, Value)


def _get(it: Interpreter, target: Dict, args: Args) -> object:
    key, default = args.get(0, "key"), args.get(1, "default")
    if isinstance(key, Value):
        return Unknown(text_of(key)) if isinstance(key, Unknown) else target.get(key, default)
    found = _plainly(target.get, [key, MISSING])
    if found is MISSING:
        if target.maybe:
            return choose((default, Unknown(text_of(key)))) if default is None else default
        return default
    del it
    return found


MISSING = object()


def _keys(_: Interpreter, target: Dict, __: Args) -> object:
    return _view(target, list(target))


def _values(_: Interpreter, target: Dict, __: Args) -> object:
    return _view(target, list(target.values()))


def _items(_: Interpreter, target: Dict, __: Args) -> object:
    return _view(target, list(target.items()))


def _view(target: Dict, items: list[Any]) -> List:
    view = List(items)
    view.maybe = target.maybe
    return view


def _setdefault(it: Interpreter, target: Dict, args: Args) -> object:
    key = args.get(0, "key")
    if key not in target:
        _touch(it, target)
        target[key] = args.get(1, "default")
    return target[key]


def _update(it: Interpreter, target: Dict, args: Args) -> None:
    _touch(it, target)
    for source in args.positional:
        if isinstance(source, dict):
            target.update(source)
        elif isinstance(source, Value):
            target.maybe = True
        else:
            _plainly(target.update, [source])
    target.update(args.keywords)
    it.sized(target)
    target.maybe = target.maybe or bool(args.open_ended)


def _dict_pop(it: Interpreter, target: Dict, args: Args) -> object:
    key = args.get(0, "key")
    if it.uncertain > target.depth:
        return target.get(key, args.get(1, "default"))
    if key not in target and target.maybe and len(args.positional) == 1:
        return Unknown(it.text_of(key))
    return _plainly(target.pop, args.positional)


def _popitem(_: Interpreter, target: Dict, __: Args) -> object:
    return _plainly(target.popitem, [])


def fromkeys(it: Interpreter, args: Args) -> object:
    """Return `dict.fromkeys(iterable, value)`."""
    return Dict(dict.fromkeys(it.items(args.get(0, "iterable", ())), args.get(1, "value")))


def put(target: dict[Any, object], key: object, value: object) -> None:
    """Set an item; a key that can't be hashed is Python's TypeError."""
    try:
        target[key] = value
    except TypeError as error:
        raise fault(error) from error


METHODS: Mapping[tuple[type, str], Callable[[Interpreter, Any, Args], object]] = {
    (List, "append"): _append,
    (List, "extend"): _extend,
    (List, "insert"): _insert,
    (List, "appendleft"): lambda it, target, args: _insert(it, target, Args([0, args.get(0, "x")])),
    (List, "popleft"): lambda it, target, _args: _pop(it, target, Args([0])),
    (List, "pop"): _pop,
    (List, "remove"): _remove,
    (List, "index"): _list_index,
    (List, "count"): _count,
    (List, "clear"): _clear,
    (List, "copy"): _copy,
    (List, "sort"): _sort,
    (List, "reverse"): _reverse,
    (List, "__contains__"): lambda it, target, args: compare(it, "in", args.get(0, "x"), target),
    (Dict, "get"): _get,
    (Dict, "keys"): _keys,
    (Dict, "values"): _values,
    (Dict, "items"): _items,
    (Dict, "setdefault"): _setdefault,
    (Dict, "update"): _update,
    (Dict, "pop"): _dict_pop,
    (Dict, "popitem"): _popitem,
    (Dict, "clear"): _clear,
    (Dict, "copy"): _copy,
    (Dict, "__contains__"): lambda it, target, args: compare(it, "in", args.get(0, "x"), target),
    (Dict, "__getitem__"): lambda it, target, args: it.item(target, args.get(0, "key")),
}
