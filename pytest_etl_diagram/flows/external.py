"""Calls of what isn't read: libraries, and classes that can't be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    External,
    FunctionValue,
    Generator,
    Native,
    Unknown,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.called import Called, called_of
from pytest_etl_diagram.flows.connections import opened
from pytest_etl_diagram.flows.coroutines import run_arguments
from pytest_etl_diagram.flows.endpoints import (
    classify,
    parallel,
)
from pytest_etl_diagram.flows.known import known
from pytest_etl_diagram.flows.logs import is_log, log_words
from pytest_etl_diagram.flows.parallels import at_once
from pytest_etl_diagram.flows.tree import Arm, Branch, Exit, Note
from pytest_etl_diagram.flows.unknown import unknown
from pytest_etl_diagram.flows.values import (
    PATH,
    PathMethod,
    Product,
    member,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tracer import Tracer


_IO = ("OSError", "Exception", "BaseException")
STATUS_ERRORS = {
    "raise_for_status": {
        "": ("HTTPError", "RequestException", *_IO),
        "httpx": ("HTTPStatusError", "HTTPError", "Exception", "BaseException"),
        "aiohttp": ("ClientResponseError", "ClientError", "Exception", "BaseException"),
    }
}
"""Methods that raise for an answer that is an error, and what they raise, by library.

Sources: the class hierarchies of requests.exceptions, httpx and aiohttp.
"""


PIPES = frozenset(("pipe", "transform", "map_partitions"))
"""Methods of data frames that hand themselves to a function."""


def call(it: Tracer, value: object, args: Args) -> object:
    """Take a call down where it means something; return what it gives."""
    place = it.here()
    args = _run_generators(run_arguments(it, args))
    called = called_of(it, value, args, place)
    it.connections.update(opened(called.name, args.positional, args.keywords))
    if is_log(called.owner, called.name, called.call.callee):
        it.record(Note(log_words(args), place))
        return Product("{log}")
    if called.name in PIPES and isinstance(called.owner, Product):
        function, *rest = args.positional or [None]
        if isinstance(function, (FunctionValue, BoundMethod)):
            return it.call(function, Args([called.owner, *rest], args.keywords))
    if called.name == "add_argument":
        note_argument(it, args)
    if called.name in STATUS_ERRORS:
        return _status_checked(it, called)
    started = parallel(called.call, it.table)
    if started is not None:
        return at_once(it, called, started)
    found = classify(called.call, it.table)
    if found is not None:
        return known(it, called, found)
    return unknown(it, called)


def note_argument(it: Tracer, args: Args) -> None:
    """Remember the default of an argument of the command line (`argparse`)."""
    flags = [value for value in args.positional if isinstance(value, str)]
    given = args.keywords.get("dest")
    long = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else "")
    name = given if isinstance(given, str) else long.lstrip("-").replace("-", "_")
    default = args.keywords.get("default")
    if isinstance(default, (str, int, float)):
        it.arguments[name] = default


def _status_checked(it: Tracer, called: Called) -> object:
    """Take `response.raise_for_status()` down: a decision that raises what the library raises."""
    on = called.call.receiver
    library = on.type.partition(".")[0] if on is not None else ""
    names = STATUS_ERRORS[called.name].get(library, STATUS_ERRORS[called.name][""])
    failing = (Exit("raise", names[0], names, called.place),)
    test = f"{stripped(text_of(called.owner))} is an error"
    it.record(Branch(test, (Arm("Yes", failing), Arm("No", ())), called.place))
    return called.owner


def call_native(it: Tracer, function: Native, args: Args) -> object | None:
    """Take down a call of what the evaluator has a model of; None where it means nothing.

    What the model gives stays what it is, where that is known.
    """
    it.connections.update(opened(function.name, args.positional, args.keywords))
    owner: object = None
    if isinstance(function, PathMethod):
        owner = Product(str(function.path), PATH)
    elif "." not in function.name and function.name != "open":
        return None
    place = it.here()
    value = External(function.name) if owner is None else member(owner, function.name)
    called = called_of(it, value, args, place)
    found = classify(called.call, it.table)
    if found is None or not found.step or found.role == "wait":
        return None
    made = known(it, called, found)
    modelled = it.attempt(function, args)
    return made if modelled is None or isinstance(modelled, Unknown) else modelled


def _run_generators(args: Args) -> Args:
    """Let generators among the arguments run: what takes them reads them."""

    def run(value: object) -> object:
        if isinstance(value, Generator) and value.collected is None:
            return list(value.iterator())
        return value

    keywords = {name: run(value) for name, value in args.keywords.items()}
    return Args([run(v) for v in args.positional], keywords, open_ended=args.open_ended)
