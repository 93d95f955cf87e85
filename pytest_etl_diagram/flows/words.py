"""Conditions and results in words that don't hold the names of local variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import (
    Choice,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    List,
    ModuleValue,
    Native,
    Unknown,
    leaf_of,
    stripped,
    text_of,
)
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.flows.naming import holds_secret, is_secret
from pytest_etl_diagram.flows.precedence import OWNER, SIGNED, level_of, operand
from pytest_etl_diagram.flows.values import MADE_BY, Product
from pytest_etl_diagram.masking import MASK, mask
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

LONGEST = 80
"""A condition in a drawing has at most so many characters."""

_LONG_DEFAULT = 30
_SHOWN_ITEMS = 3


def describe(it: Interpreter, node: tree.Expr | None, scope: Scope) -> str:
    """Say what an expression asks or gives, from its syntax and the values of its names.

    Nothing is evaluated but names, so that no call is taken down twice.
    """
    return cut(_words(it, node, scope))


def cut(text: str, longest: int = LONGEST) -> str:
    """Return text on one line, its middle left out where it is long.

    A secret in it is masked before that: of a part of one nobody could tell that it is one.
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    text = mask(text)
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def _words(it: Interpreter, node: tree.Expr | None, scope: Scope) -> str:
    if node is None:
        return ""
    say = _SAY.get(type(node))
    return "…" if say is None else say(it, node, scope)


def shown(value: object) -> str:
    """Return a value as it reads in a condition."""
    if isinstance(value, str):
        return repr(value) if len(value) <= LONGEST // 2 else repr(cut(value, LONGEST // 2))
    if isinstance(value, (ClassValue, FunctionValue, ModuleValue)):
        return value.name
    if isinstance(value, (type, Native)):
        return leaf_of(value)
    if isinstance(value, Instance):
        return _object(value)
    if isinstance(value, External):
        return value.leaf
    if isinstance(value, Choice):
        known = [option for option in value.options if option is not None]
        return cut("|".join(dict.fromkeys(shown(option) for option in known or (None,))))
    if isinstance(value, Unknown):
        return stripped(text_of(value))
    if isinstance(value, (list, tuple, set, dict)):
        return _collection(value)
    return cut(stripped(text_of(value)))


def _collection(value: list[object] | tuple[object, ...] | set[object] | dict[Any, object]) -> str:
    """Return a collection; a list of one unknown item stands for all that it came from."""
    if isinstance(value, List) and len(value) == 1 and isinstance(value[0], Product):
        return shown(value[0]).removesuffix("[i]")
    if isinstance(value, List) and value.maybe:
        return "collected items"
    if len(value) > _SHOWN_ITEMS:
        return f"{len(value)} items"
    weight_of(value)
    return "[" + ", ".join(shown(item) for item in value) + "]"


def _object(value: Instance) -> str:
    """Return the step that an object comes from, or its class."""
    maker = value.attrs.get(MADE_BY)
    if maker is not None:
        return stripped(text_of(maker))
    return value.cls.name if isinstance(value.cls, ClassValue) else _leaf(text_of(value.cls))


def _leaf(text: str) -> str:
    return stripped(text).removesuffix("()").rpartition(".")[2]


def _const(_: Interpreter, node: tree.Const, __: Scope) -> str:
    return shown(node.value)


def _name(it: Interpreter, node: tree.Name, scope: Scope) -> str:
    value = it.eval(node, scope)
    if isinstance(value, Instance) and value is scope.receiver:
        return ""
    return shown(value)


def _owner(it: Interpreter, node: tree.Expr, scope: Scope) -> str:
    return operand(_words(it, node, scope), OWNER)


def _attribute(it: Interpreter, node: tree.Attribute, scope: Scope) -> str:
    owner = _owner(it, node.value, scope)
    if owner:
        return f"{owner}.{node.name}"
    value = scope.receiver.attrs.get(node.name) if isinstance(scope.receiver, Instance) else None
    default = value.default if isinstance(value, Product) else None
    if default is None or is_secret(node.name):
        return node.name
    return f"{node.name} ({cut(str(default), _LONG_DEFAULT)})"


def _call(it: Interpreter, node: tree.Call, scope: Scope) -> str:
    inside = [_argument(it, arg, scope) for arg in node.args]
    return f"{_owner(it, node.func, scope)}({', '.join(inside)})"


def _argument(it: Interpreter, arg: tree.Arg, scope: Scope) -> str:
    text = _words(it, arg.value, scope)
    if not arg.keyword:
        return text
    return f"{arg.keyword}={MASK if is_secret(arg.keyword) else text}"


def _subscript(it: Interpreter, node: tree.Subscript, scope: Scope) -> str:
    part = _part(it, node, scope)
    if part is not None:
        return shown(part)
    return f"{_owner(it, node.value, scope)}[{_words(it, node.index, scope)}]"


def _part(it: Interpreter, node: tree.Subscript, scope: Scope) -> object | None:
    """Return the part of a known list that a slice of known numbers takes."""
    value = it.eval(node.value, scope) if isinstance(node.value, tree.Name) else None
    ends = (node.index.lower, node.index.upper) if isinstance(node.index, tree.Slice) else ()
    is_known = isinstance(value, (list, tuple)) and not getattr(value, "maybe", False)
    if ends and is_known and all(end is None or _is_number(end) for end in ends):
        return it.eval(node, scope)
    return None


def _is_number(node: tree.Expr) -> bool:
    value = node.operand if isinstance(node, tree.Unary) else node
    return isinstance(value, tree.Const) and isinstance(value.value, int)


def _slice(it: Interpreter, node: tree.Slice, scope: Scope) -> str:
    return f"{_words(it, node.lower, scope)}:{_words(it, node.upper, scope)}"


def _binary(it: Interpreter, node: tree.Binary, scope: Scope) -> str:
    level = level_of(node.op)
    left = operand(_words(it, node.left, scope), level)
    return f"{left} {node.op} {operand(_words(it, node.right, scope), level + 1)}"


def _unary(it: Interpreter, node: tree.Unary, scope: Scope) -> str:
    text = _words(it, node.operand, scope)
    if node.op == "not":
        return f"not {operand(text, level_of('not'))}"
    return f"{node.op}{operand(text, SIGNED)}"


def _boolean(it: Interpreter, node: tree.Boolean, scope: Scope) -> str:
    sides = (_words(it, side, scope) for side in (node.left, node.right))
    return f" {node.op} ".join(operand(side, level_of(node.op)) for side in sides)


def _compare(it: Interpreter, node: tree.Compare, scope: Scope) -> str:
    sides = [node.left, *(operand for _, operand in node.rest)]
    texts = [_words(it, side, scope) for side in sides]
    if any(holds_secret(t) for t, s in zip(texts, sides, strict=True) if not _is_text(s)):
        texts = [MASK if _is_text(s) else t for t, s in zip(texts, sides, strict=True)]
    first, *others = (operand(text, level_of("in") + 1) for text in texts)
    rest = (f"{op} {text}" for (op, _), text in zip(node.rest, others, strict=True))
    return " ".join([first, *rest])


def _is_text(node: tree.Expr) -> bool:
    return isinstance(node, tree.Const) and isinstance(node.value, str)


def _walrus(it: Interpreter, node: tree.Walrus, scope: Scope) -> str:
    return _words(it, node.value, scope)


def _inner(it: Interpreter, node: tree.Await | tree.Starred, scope: Scope) -> str:
    return _words(it, node.value, scope)


def _display(it: Interpreter, node: tree.Display, scope: Scope) -> str:
    if len(node.elements) > _SHOWN_ITEMS:
        return f"{len(node.elements)} items"
    return "[" + ", ".join(_words(it, element, scope) for element in node.elements) + "]"


def _comprehension(it: Interpreter, node: tree.Comprehension, scope: Scope) -> str:
    """Say what is made of each item; the loop's own names are called `item`."""
    clause = node.clauses[0]
    over = _words(it, clause.iterable, scope)
    inner = Scope(Dict(), scope.module, scope, "comprehension")
    for name in _bound(clause.target):
        inner.variables[name] = Unknown("{item}")
    element = _words(it, node.element, inner)
    tests = " and ".join(_words(it, test, inner) for test in clause.tests)
    what = "" if element in ("item", "1", "[item, item]") else f"{element} for "
    return f"{what}each of {over}" + (f" if {tests}" if tests else "")


def _bound(target: tree.Expr) -> Iterator[str]:
    if isinstance(target, tree.Name):
        yield target.id
    elif isinstance(target, tree.Display):
        for element in target.elements:
            yield from _bound(element)
    elif isinstance(target, tree.Starred):
        yield from _bound(target.value)


def _fstring(_: Interpreter, node: tree.FString, __: Scope) -> str:
    return "".join(part if isinstance(part, str) else "…" for part in node.parts)


def _if_else(it: Interpreter, node: tree.IfElse, scope: Scope) -> str:
    first, other = _words(it, node.body, scope), _words(it, node.orelse, scope)
    return f"{first} if {_words(it, node.test, scope)} else {other}"


_SAY: Mapping[type, Callable[[Interpreter, Any, Scope], str]] = {
    tree.Const: _const,
    tree.Name: _name,
    tree.Attribute: _attribute,
    tree.Call: _call,
    tree.Subscript: _subscript,
    tree.Slice: _slice,
    tree.Binary: _binary,
    tree.Unary: _unary,
    tree.Boolean: _boolean,
    tree.Compare: _compare,
    tree.Walrus: _walrus,
    tree.Await: _inner,
    tree.Starred: _inner,
    tree.Display: _display,
    tree.Comprehension: _comprehension,
    tree.FString: _fstring,
    tree.IfElse: _if_else,
}
