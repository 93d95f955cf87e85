"""The arguments of calls and of class statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Choice, Dict, List, Value, choose

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.syntax import tree


def arguments(it: Interpreter, nodes: tuple[tree.Arg, ...], scope: Scope) -> Args:
    """Evaluate the arguments of a call or of a class statement."""
    args = Args()
    for node in nodes:
        value = it.eval(node.value, scope)
        if node.star == "*":
            items, over, maybe = it.spread(value)
            if over or maybe:
                args.open_ended = over or it.text_of(value)
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
                args.open_ended = it.text_of(key)
        if isinstance(value, Dict) and value.maybe:
            args.open_ended = args.open_ended or "{**}"
    else:
        mapping = it.attribute(value, "items") if isinstance(value, Value) else None
        args.open_ended = it.text_of(value) if mapping is not None else "{**}"
