"""How each expression of the small tree is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.calling import defaults_of
from pytest_etl_diagram.evaluate.containers import grow
from pytest_etl_diagram.evaluate.operators import (
    FAULTS,
    check_size,
    check_width,
    compare,
    fault,
    textual,
)
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    Dict,
    FunctionValue,
    Generator,
    List,
    ScopedNative,
    SetValue,
    Unknown,
    Value,
    choose,
    inside,
    text_of,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_ITERATIONS = 2_000




def _const(_: Interpreter, node: tree.Const, __: Scope) -> object:
    return node.value


def _opaque(_: Interpreter, node: tree.Opaque, __: Scope) -> object:
    return Unknown("{" + node.text + "}")


def _name(it: Interpreter, node: tree.Name, scope: Scope) -> object:
    name = node.id
    inner: Scope | None = scope
    if name in scope.globals_:
        inner = None
    while inner is not None:
        if name in inner.variables:
            return inner.variables[name]
        inner = inner.parent
    variables = scope.module.variables
    if name in variables:
        return variables[name]
    if name in it.builtins:
        return it.builtins[name]
    for star in reversed(it.stars.get(scope.module.path, ())):
        return it.library.resolve(f"{star}.{name}")
    if it.guarded:
        raise Raised(("NameError", "Exception"), f"name {name!r} is not defined")
    return Unknown("{" + name + "}")


def _attribute(it: Interpreter, node: tree.Attribute, scope: Scope) -> object:
    return it.attribute(it.eval(node.value, scope), node.name)


def _subscript(it: Interpreter, node: tree.Subscript, scope: Scope) -> object:
    value = it.eval(node.value, scope)
    return it.item(value, it.eval(node.index, scope))


def _slice(it: Interpreter, node: tree.Slice, scope: Scope) -> object:
    parts = [
        None if part is None else it.eval(part, scope)
        for part in (node.lower, node.upper, node.step)
    ]
    if all(part is None or isinstance(part, int) for part in parts):
        return slice(*parts)
    return Unknown("{" + ":".join("" if p is None else text_of(p) for p in parts) + "}")


def _call(it: Interpreter, node: tree.Call, scope: Scope) -> object:
    function = it.eval(node.func, scope)
    args = arguments(it, node.args, scope)
    it.step()
    it.path = scope.module.path
    it.mark = node.mark
    if isinstance(function, ScopedNative):
        return function.scoped(it, args, scope)
    return it.call(function, args)


def arguments(it: Interpreter, nodes: tuple[tree.Arg, ...], scope: Scope) -> Args:
    """Evaluate the arguments of a call or of a class statement."""
    args = Args()
    for node in nodes:
        value = it.eval(node.value, scope)
        if node.star == "*":
            items, over, maybe = it.spread(value)
            if over or maybe:
                args.open_ended = over or text_of(value)
            if not over or isinstance(value, List):
                args.positional.extend(items)
        elif node.star == "**":
            _spread_keywords(it, value, args)
        elif node.keyword:
            args.keywords[node.keyword] = value
        else:
            args.positional.append(value)
    return args


def _spread_keywords(it: Interpreter, value: object, args: Args) -> None:
    if isinstance(value, Choice):
        known = [option for option in value.options if isinstance(option, dict)]
        for key in dict.fromkeys(k for option in known for k in option):
            args.keywords[key] = choose([o[key] for o in known if key in o])
        args.open_ended = value.text
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str):
                args.keywords[key] = item
            else:
                args.open_ended = text_of(key)
        if isinstance(value, Dict) and value.maybe:
            args.open_ended = args.open_ended or "{**}"
    else:
        mapping = it.attribute(value, "items") if isinstance(value, Value) else None
        args.open_ended = text_of(value) if mapping is not None else "{**}"


def _binary(it: Interpreter, node: tree.Binary, scope: Scope) -> object:
    """Evaluate `a >> b >> c …` from its left end, without recursion."""
    steps = []
    left: tree.Expr = node
    while isinstance(left, tree.Binary):
        steps.append(left)
        left = left.left
    value = it.eval(left, scope)
    for step in reversed(steps):
        right = it.eval(step.right, scope)
        it.step()
        it.path = scope.module.path
        it.mark = step.mark
        value = it.binary(step.op, value, right)
    return value


def _unary(it: Interpreter, node: tree.Unary, scope: Scope) -> object:
    value = it.eval(node.operand, scope)
    if node.op == "not":
        truth = it.truth(value)
        return Unknown(inside(text_of(value), " not")) if truth is None else not truth
    if isinstance(value, Value):
        found = value.binary(it, f"unary {node.op}", None, reflected=False)
        return Unknown("{" + node.op + text_of(value) + "}") if found is NotImplemented else found
    try:
        return {"-": lambda v: -v, "+": lambda v: +v, "~": lambda v: ~v}[node.op](value)  # type: ignore[operator]  Python decides what fits
    except FAULTS as error:
        raise fault(error) from error


def _boolean(it: Interpreter, node: tree.Boolean, scope: Scope) -> object:
    left = it.eval(node.left, scope)
    truth = it.truth(left)
    if truth is not None:
        return it.eval(node.right, scope) if truth == (node.op == "and") else left
    with it.unsure():
        right = it.eval(node.right, scope)
    if isinstance(right, bool) or right is None:
        return Unknown(text_of(left))
    return choose((left, right))


def _compare(it: Interpreter, node: tree.Compare, scope: Scope) -> object:
    left = it.eval(node.left, scope)
    known: object = True
    for op, operand in node.rest:
        right = it.eval(operand, scope)
        found = compare(it, op, left, right)
        if found is False:
            return False
        if found is None:
            known = Unknown("{" + f"{text_of(left)} {op} …" + "}")
        left = right
    return known


def _if_else(it: Interpreter, node: tree.IfElse, scope: Scope) -> object:
    truth = it.truth(it.eval(node.test, scope))
    if truth is not None:
        return it.eval(node.body if truth else node.orelse, scope)
    with it.unsure():
        return choose((it.eval(node.body, scope), it.eval(node.orelse, scope)))


def _starred(it: Interpreter, node: tree.Starred, scope: Scope) -> object:
    return tuple(it.items(it.eval(node.value, scope)))


def _display(it: Interpreter, node: tree.Display, scope: Scope) -> object:
    found = List()
    for element in node.elements:
        if isinstance(element, tree.Starred):
            items, over, maybe = it.spread(it.eval(element.value, scope))
            grow(found, items)
            found.maybe = found.maybe or maybe or bool(over)
        else:
            found.append(it.eval(element, scope))
    if node.kind == "tuple":
        return tuple(found)
    if node.kind == "set":
        return make_set(found)
    found.depth = it.uncertain
    return found


def make_set(items: object) -> object:
    """Return a set of the items; of unhashable ones, an unknown."""
    try:
        return SetValue(items)  # type: ignore[arg-type]  any iterable
    except TypeError:
        return Unknown("{set}")


def _dict(it: Interpreter, node: tree.DictDisplay, scope: Scope) -> object:
    found = Dict()
    found.depth = it.uncertain
    for key, item in node.items:
        value = it.eval(item, scope)
        if key is not None:
            put(found, it.eval(key, scope), value)
        elif isinstance(value, dict):
            found.update(value)
            found.maybe = found.maybe or getattr(value, "maybe", False)
        elif isinstance(value, Choice):
            for option in value.options:
                found.update(option if isinstance(option, dict) else {})
            found.maybe = True
        else:
            found.maybe = True
    return found


def put(target: dict[Any, object], key: object, value: object) -> None:
    """Set an item; a key that can't be hashed is Python's TypeError."""
    try:
        target[key] = value
    except TypeError as error:
        raise fault(error) from error


def _fstring(it: Interpreter, node: tree.FString, scope: Scope) -> object:
    parts: list[str] = []
    exact = True
    for part in node.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        text, known = _formatted(it, part, scope)
        parts.append(text)
        exact = exact and known
    joined = "".join(parts)
    check_size("+", joined, "")
    return joined if exact else Unknown(joined)


def _formatted(it: Interpreter, part: tree.Formatted, scope: Scope) -> tuple[str, bool]:
    value, exact = textual(it, it.eval(part.value, scope))
    spec = "" if part.spec is None else text_of(_fstring(it, part.spec, scope))
    check_width(spec)
    if not exact:
        return text_of(value), False
    if isinstance(value, (list, dict, tuple)):
        return (repr(value) if part.conversion == "r" else str(value)), not _holds_values(value)
    if part.conversion:
        value = {"r": repr, "s": str, "a": ascii}[part.conversion](value)
    try:
        return format(value, spec), True
    except FAULTS as error:
        raise fault(error) from error


def _holds_values(value: object) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return any(isinstance(p, Value) for p in parts)  # type: ignore[attr-defined]  a container


def _comprehension(it: Interpreter, node: tree.Comprehension, scope: Scope) -> object:
    if node.kind == "generator":
        inner = Scope(Dict(), scope.module, scope, "comprehension")
        return Generator(lambda receive: _clauses(it, node, 0, inner, receive, List()))
    inner = Scope(Dict(), scope.module, scope, "comprehension")
    found = List()
    found.depth = it.uncertain
    _clauses(it, node, 0, inner, found.append, found)
    if node.kind == "list":
        return found
    if node.kind == "set":
        return make_set(found)
    result = Dict()
    result.depth = it.uncertain
    result.maybe = found.maybe
    for key, value in found:
        put(result, key, value)
    return result


def _clauses(
    it: Interpreter,
    node: tree.Comprehension,
    index: int,
    scope: Scope,
    receive: Callable[[object], None],
    doubt: List,
) -> None:
    """Run the clauses from `index` on; `doubt` learns what is uncertain of the result."""
    if index == len(node.clauses):
        element = it.eval(node.element, scope)
        if node.key is not None:
            receive((it.eval(node.key, scope), element))
        else:
            receive(element)
        return
    clause = node.clauses[index]
    items, over, maybe = it.spread(it.eval(clause.iterable, scope))
    doubt.over = doubt.over or over
    doubt.maybe = doubt.maybe or maybe or bool(over)
    if over:
        it.repeated.append(over)
    saved = it.uncertain
    it.uncertain += maybe
    try:
        for count, item in enumerate(items):
            _bounded(it, count)
            assign(it, clause.target, item, scope)
            truth = _tests(it, clause, scope)
            if truth is False:
                continue
            inner = it.uncertain
            if truth is None:
                doubt.maybe = True
                it.uncertain += 1
            _clauses(it, node, index + 1, scope, receive, doubt)
            it.uncertain = inner
    finally:
        it.uncertain = saved
        if over:
            it.repeated.pop()


def _tests(it: Interpreter, clause: tree.Clause, scope: Scope) -> bool | None:
    result: bool | None = True
    for test in clause.tests:
        truth = it.truth(it.eval(test, scope))
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def _bounded(it: Interpreter, count: int) -> None:
    it.step()
    if count >= MAX_ITERATIONS * 10:
        raise Exhausted(f"a comprehension of over {MAX_ITERATIONS * 10:,} iterations")


def _walrus(it: Interpreter, node: tree.Walrus, scope: Scope) -> object:
    value = it.eval(node.value, scope)
    outer = scope
    while outer.kind == "comprehension" and outer.parent is not None:
        outer = outer.parent  # a comprehension's walrus binds in the function around it
    assign(it, node.target, value, scope)
    if outer is not scope:
        assign(it, node.target, value, outer)
    return value


def _await(it: Interpreter, node: tree.Await, scope: Scope) -> object:
    return it.eval(node.value, scope)


def _yield(it: Interpreter, node: tree.Yield, scope: Scope) -> object:
    inner: Scope | None = scope
    while inner is not None and inner.receive is None:
        inner = inner.parent
    value = None if node.value is None else it.eval(node.value, scope)
    if inner is None or inner.receive is None:
        return Unknown("{yield}")
    if not node.delegate:
        inner.receive(value)
        return None
    for item in it.items(value):
        inner.receive(item)
    return None


def _lambda(it: Interpreter, node: tree.Lambda, scope: Scope) -> object:
    return FunctionValue(node, scope, scope.module.path, defaults_of(it, node.params, scope))


def assign(it: Interpreter, target: tree.Expr, value: object, scope: Scope) -> None:
    """Bind `target` to `value`."""
    if isinstance(target, tree.Name):
        scope.bind(target.id, value)
        return
    if isinstance(target, tree.Attribute):
        owner = it.eval(target.value, scope)
        for each in owner.options if isinstance(owner, Choice) else (owner,):
            if isinstance(each, Value):
                each.set_attribute(it, target.name, value)
    elif isinstance(target, tree.Subscript):
        it_item = it.eval(target.index, scope)
        _set_item(it, it.eval(target.value, scope), it_item, value)
    elif isinstance(target, tree.Display):
        _unpack(it, target.elements, value, scope)
    elif isinstance(target, tree.Starred):
        assign(it, target.value, value, scope)


def _set_item(it: Interpreter, owner: object, index: object, value: object) -> None:
    if isinstance(owner, dict):
        if it.uncertain > getattr(owner, "depth", 0) and isinstance(owner, Dict):
            owner.maybe = owner.maybe or index not in owner
            value = choose((owner[index], value)) if index in owner else value
        put(owner, index, value)
    elif isinstance(owner, list):
        try:
            owner[index] = value  # type: ignore[call-overload]  Python decides what fits
        except FAULTS as error:
            raise fault(error) from error
    elif isinstance(owner, Value):
        owner.set_item(it, index, value)


def _unpack(
    it: Interpreter, targets: tuple[tree.Expr, ...], value: object, scope: Scope
) -> None:
    items, over, _ = it.spread(value)
    values = list(items)
    if over and not isinstance(value, List):
        values = [_part(over, i) for i in range(len(targets))]
    star = next((i for i, t in enumerate(targets) if isinstance(t, tree.Starred)), None)
    if star is not None:
        after = len(targets) - star - 1
        end = max(len(values) - after, star)
        values = [*values[:star], List(values[star:end]), *values[end:]]
    elif len(values) != len(targets):
        names = ("ValueError", "Exception")
        raise Raised(names, f"can't unpack {len(values)} values into {len(targets)}")
    for target, item in zip(targets, values, strict=False):
        assign(it, target, item, scope)


def _part(over: str, index: int) -> Unknown:
    """Return the unknown of one target: the first, usually the name, keeps the whole's name."""
    return Unknown(over if index == 0 else inside(over, f"[{index}]"))


EVALUATE: Mapping[type, Callable[[Interpreter, Any, Scope], object]] = {
    tree.Const: _const,
    tree.Opaque: _opaque,
    tree.Name: _name,
    tree.Attribute: _attribute,
    tree.Subscript: _subscript,
    tree.Slice: _slice,
    tree.Call: _call,
    tree.Binary: _binary,
    tree.Unary: _unary,
    tree.Boolean: _boolean,
    tree.Compare: _compare,
    tree.IfElse: _if_else,
    tree.Starred: _starred,
    tree.Display: _display,
    tree.DictDisplay: _dict,
    tree.FString: _fstring,
    tree.Comprehension: _comprehension,
    tree.Walrus: _walrus,
    tree.Await: _await,
    tree.Yield: _yield,
    tree.Lambda: _lambda,
}
