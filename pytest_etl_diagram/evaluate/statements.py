"""How each statement of the small tree is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import imports, metaclasses
from pytest_etl_diagram.evaluate.arguments import arguments
from pytest_etl_diagram.evaluate.blocks import run_for, run_match, run_try, run_while, run_with
from pytest_etl_diagram.evaluate.calling import defaults_of
from pytest_etl_diagram.evaluate.containers import grow
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.forks import fork, only_raises
from pytest_etl_diagram.evaluate.scope import BREAK, CONTINUE, Raised, Return, Scope, Signal
from pytest_etl_diagram.evaluate.values import (
    Annotation,
    Args,
    Choice,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    List,
    Unknown,
    Value,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


def _evaluate(it: Interpreter, node: tree.Evaluate, scope: Scope) -> Signal:
    it.eval(node.value, scope)
    return None


def _assign(it: Interpreter, node: tree.Assign, scope: Scope) -> Signal:
    value = it.eval(node.value, scope)
    for target in node.targets:
        it.assign(target, value, scope)
    return None


def _annotate(it: Interpreter, node: tree.Annotate, scope: Scope) -> Signal:
    if isinstance(node.target, tree.Name) and scope.kind == "class":
        fields = scope.variables.setdefault("__annotations__", Dict())
        if isinstance(fields, dict) and not node.class_var:
            fields[node.target.id] = Annotation(node.annotation, scope)
    if node.value is not None:
        it.assign(node.target, it.eval(node.value, scope), scope)
    return None


def _augment(it: Interpreter, node: tree.Augment, scope: Scope) -> Signal:
    left = it.eval(node.target, scope)
    right = it.eval(node.value, scope)
    it.path, it.mark = scope.module.path, node.mark
    if node.op == "+" and isinstance(left, list):
        items, over, maybe = it.spread(right)
        grow(left, items)
        it.sized(left)
        if isinstance(left, List):
            left.maybe = left.maybe or maybe or bool(over) or it.uncertain > left.depth
        it.assign(node.target, left, scope)
        return None
    it.assign(node.target, it.sized(it.binary(node.op, left, right)), scope)
    return None


def _return(it: Interpreter, node: tree.Return, scope: Scope) -> Signal:
    return Return(None if node.value is None else it.eval(node.value, scope))


def _raise(it: Interpreter, node: tree.Raise, scope: Scope) -> Signal:
    error = it.eval(node.error, scope) if node.error is not None else None
    it.path, it.mark = scope.module.path, node.mark
    raise raised(error)


def raised(error: object) -> Raised:
    """Return the exception of `raise error`."""
    if isinstance(error, type) and issubclass(error, BaseException):
        return Raised(tuple(c.__name__ for c in error.__mro__), "", error)
    if isinstance(error, BaseException):
        return Raised(tuple(c.__name__ for c in type(error).__mro__), str(error), error)
    cls = error.cls if isinstance(error, Instance) else error
    if isinstance(cls, ClassValue):
        names = [_exception_name(c) for c in cls.mro]
        return Raised((*names, "Exception"), "", error)
    return Raised((_exception_name(cls), "Exception"), "", error)


def _exception_name(cls: object) -> str:
    """Return the name by which an exception class is caught."""
    if isinstance(cls, ClassValue):
        return cls.name
    if isinstance(cls, External):
        return cls.leaf
    if isinstance(cls, Unknown):
        return cls.text.strip("{}()").rpartition(".")[2]
    return getattr(cls, "__name__", "Exception")


def _break(_: Interpreter, __: tree.Break, ___: Scope) -> Signal:
    return BREAK


def _continue(_: Interpreter, __: tree.Continue, ___: Scope) -> Signal:
    return CONTINUE


def _assert(it: Interpreter, node: tree.Assert, scope: Scope) -> Signal:
    if it.truth(it.eval(node.test, scope)) is False and not it.lenient:
        raise Raised(("AssertionError", "Exception"), "an assertion fails")
    return None


def _delete(it: Interpreter, node: tree.Delete, scope: Scope) -> Signal:
    target = node.target
    if isinstance(target, tree.Name):
        scope.variables.pop(target.id, None)
    elif isinstance(target, tree.Display):
        for element in target.elements:
            _delete(it, tree.Delete(element), scope)
    elif isinstance(target, tree.Subscript):
        owner = it.eval(target.value, scope)
        index: Plain = it.eval(target.index, scope)
        if isinstance(owner, (dict, list)):
            try:
                del owner[index]
            except FAULTS as error:
                raise fault(error) from error
    return None


def _scope(_: Interpreter, node: tree.Scope, scope: Scope) -> Signal:
    if node.nonlocal_:
        scope.nonlocals |= set(node.names)
    else:
        scope.globals_ |= set(node.names)
    return None


def _if(it: Interpreter, node: tree.If, scope: Scope) -> Signal:
    truth = it.truth(it.eval(node.test, scope))
    if truth is not None:
        block = node.body if truth else node.orelse
        return None if it.lenient and _is_check(it, block) else it.run(block, scope)
    for block, other in ((node.body, node.orelse), (node.orelse, node.body)):
        if only_raises(block):
            return it.run(other, scope)
    return fork(it, scope, (lambda: it.run(node.body, scope), lambda: it.run(node.orelse, scope)))


def _is_check(it: Interpreter, block: tree.Block) -> bool:
    """Tell whether a block is a check's refusal, which no handler of the code's own catches."""
    return not it.guarded and only_raises(block)


def _function(it: Interpreter, node: tree.Function, scope: Scope) -> Signal:
    closure = scope.parent if scope.kind == "class" and scope.parent is not None else scope
    function = FunctionValue(node, closure, scope.module.path, defaults_of(it, node.params, scope))
    it.path, it.mark = scope.module.path, node.mark
    it.assign(tree.Name(node.name), decorate(it, node.decorators, function, scope), scope)
    return None


def decorate(
    it: Interpreter, decorators: tuple[tree.Expr, ...], value: object, scope: Scope
) -> object:
    """Apply decorators, the last one first; one that isn't known is taken to keep its subject."""
    for node in reversed(decorators):
        decorator = it.eval(node, scope)
        if isinstance(decorator, (Unknown, External)):
            found = it.library.decorate(it, decorator, value)
            value = value if found is None else found
            continue
        result = it.call(decorator, Args([value]))
        if not (isinstance(result, Unknown) or result is None):
            value = result
    return value


NO_BASES = frozenset(
    {
        "abc.ABC",
        "typing.Generic",
        "typing.Protocol",
        "typing_extensions.Generic",
        "typing_extensions.Protocol",
    }
)
"""Bases that give an object nothing: what its own classes lack is missing, not unknown."""


def _gives_nothing(base: Value | type) -> bool:
    return isinstance(base, Value) and base.text.strip("{}").partition("[")[0] in NO_BASES


def _class(it: Interpreter, node: tree.Class, scope: Scope) -> Signal:
    args = arguments(it, node.bases, scope)
    namespace = Dict()
    inner = Scope(namespace, scope.module, scope, "class")
    bases = tuple(
        b.options[0] if isinstance(b, Choice) else b
        for b in args.positional
        if isinstance(b, (Value, type)) and b is not object and not _gives_nothing(b)
    )
    cls = ClassValue(node.name, bases, namespace, scope.module.path)
    it.spend(len(cls.mro))
    inner.owner = cls
    it.classes.append(cls)
    it.run(node.body, inner)
    for value in namespace.values():
        _own(value, cls)
    it.path, it.mark = scope.module.path, node.mark
    metaclasses.complete(it, cls, args)
    hook = cls.find("__init_subclass__", cls)
    if hook is not None and isinstance(hook[0], ClassValue):
        it.call(getattr(hook[1], "function", hook[1]), Args([cls], args.keywords))
    it.assign(tree.Name(node.name), decorate(it, node.decorators, cls, scope), scope)
    return None


def _own(value: object, cls: ClassValue) -> None:
    """Tell the functions of a class body which class they belong to, for `super()`."""
    function = getattr(value, "function", value)
    if isinstance(function, FunctionValue) and function.owner is None:
        function.owner = cls


RUN: Mapping[type, Callable[[Interpreter, Any, Scope], Signal]] = {
    tree.Evaluate: _evaluate,
    tree.Assign: _assign,
    tree.Annotate: _annotate,
    tree.Augment: _augment,
    tree.Return: _return,
    tree.Raise: _raise,
    tree.Break: _break,
    tree.Continue: _continue,
    tree.Assert: _assert,
    tree.Delete: _delete,
    tree.Scope: _scope,
    tree.Import: imports.run_import,
    tree.ImportFrom: imports.run_import_from,
    tree.If: _if,
    tree.For: run_for,
    tree.While: run_while,
    tree.Try: run_try,
    tree.With: run_with,
    tree.Function: _function,
    tree.Class: _class,
    tree.Match: run_match,
}
