"""Calls of libraries that the endpoint table knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    External,
    Instance,
    Unknown,
    inside,
    text_of,
)
from pytest_etl_diagram.flows.endpoints import (
    Placeholder,
)
from pytest_etl_diagram.flows.naming import is_secret
from pytest_etl_diagram.flows.precedence import owner
from pytest_etl_diagram.flows.retries import policy_of, policy_of_call
from pytest_etl_diagram.flows.settings import checked_facts
from pytest_etl_diagram.flows.tree import Step
from pytest_etl_diagram.flows.values import (
    Product,
    merged,
    steps_of,
    steps_of_args,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.called import Called
    from pytest_etl_diagram.flows.endpoints import Found
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Policy
    from pytest_etl_diagram.model import Fact


SPECIAL = {"__getitem__": "filter", "__iter__": "read", "__enter__": "open", "__call__": "call"}
"""What the steps of special methods are called."""

CARRYING = frozenset(("topic", "queue"))
"""Kinds of endpoint that carry messages."""

LONGEST_ARGUMENT = 30
"""A longer argument isn't shown in the text of what a call gives."""

DEFAULTED = 2
"""`settings.get(name, default)` has so many arguments."""

PARSERS = frozenset(("parse_args", "parse_known_args"))
"""Methods that give the arguments of the command line, which are called so in drawings."""


def known(it: Tracer, called: Called, found: Found) -> object:
    """Take down a call that the table knows."""
    sources = merged(steps_of(called.owner), steps_of_args(called.args))
    if isinstance(called.owner, Product) and found.remembers:
        called.owner.made = {**called.owner.made, **found.remembers}
    gives = found.result or Placeholder("")
    has_workers = any(name == "workers" for name, _ in found.facts)
    if found.role == "wait" or not (found.step or has_workers):
        return result(it, called, gives, sources)
    carries = any(end.kind in CARRYING for end in found.endpoints)
    step = Step(
        it.new_id(),
        _verb(called.name, found, carries=carries),
        found.role if found.step else "other",
        _project_class(called.owner),
        facts=(*_joins(found.facts), *_checked(found.role, called)),
        endpoints=found.endpoints,
        policy=policy(called),
        takes=sources,
        gives=True,
        lazy=found.lazy,
        place=called.place,
    )
    it.record(step)
    made = result(it, called, gives, (step.id,))
    if isinstance(made, Product):
        if called.name == "__iter__" and carries:
            made.text = "{message}"
        elif called.name not in SPECIAL:
            made.text = "{" + f"{step.name}()" + "}"
    return made


def _verb(name: str, found: Found, *, carries: bool) -> str:
    """Return what a step is called: a special method by what it does."""
    if carries and name in ("__iter__", "__getitem__"):
        return "consume"
    if name == "__getitem__" and found.endpoints:
        return "read"
    return SPECIAL.get(name, name)


def _project_class(owner: object) -> str:
    """Return the class of the project that inherits what is called, "" where there is none."""
    cls = owner.cls if isinstance(owner, Instance) else owner
    return cls.name if isinstance(cls, ClassValue) else ""


def _joins(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts with a join's columns told from the exceptions that a retry is made on."""
    return tuple(("join_on" if name == "on" else name, value) for name, value in facts)


def _checked(role: str, called: Called) -> tuple[Fact, ...]:
    """Return what a check of a library is given: which columns, which limits."""
    return checked_facts(called.args) if role == "validate" else ()


def result(it: Tracer, called: Called, gives: Placeholder, sources: tuple[int, ...]) -> object:
    """Return what a call of a library gives, with what is known of its type."""
    given = "" if is_secret(called.name) else _few(called.args)
    text = inside(text_of(called.value), f"({given})")
    if called.name in {"__enter__", "__iter__"}:
        text = text_of(called.owner)
    elif called.name == "__getitem__":
        index = called.args.positional[0] if called.args.positional else None
        part = index if isinstance(index, (str, int)) else "…"
        text = inside(owner(text_of(called.owner)), f"[{part}]")
    elif called.name in PARSERS:
        it.parses_arguments = True
        text = "{args}"
    made = Product(text, gives.type, gives.made, sources)
    if called.name == "get" and len(called.args.positional) == DEFAULTED:
        fallback = called.args.positional[1]
        made.default = fallback if isinstance(fallback, (str, int, float)) else None
    if called.name == "__enter__":
        made.hint = getattr(called.owner, "hint", "")
    if isinstance(called.value, External) and called.value.name not in it.library.models:
        made.origin = it.library.call_external(it, called.value, called.args)
        if not isinstance(made.origin, Unknown) and type(made.origin) is not Instance:
            return made.origin
    elif isinstance(called.owner, Product):
        made.origin = called.owner.origin
    return made


def _few(args: Args) -> str:
    """Return the plain arguments of a call as its text shows them: a column, a key."""
    few = [value for value in args.positional[:2] if isinstance(value, (str, int))]
    return ", ".join(repr(value) for value in few if len(str(value)) <= LONGEST_ARGUMENT)


def policy(called: Called) -> Policy | None:
    """Return how a call is tried again: as it says itself, or as its client was made to."""
    own = policy_of_call(called.args)
    if own is not None:
        return own
    owner = called.owner
    return policy_of(owner.origin if isinstance(owner, Product) and owner.origin else owner)
