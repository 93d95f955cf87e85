"""The policies that objects of libraries carry: sessions, clients, retry settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    External,
    FunctionValue,
    Instance,
    Unknown,
    Value,
    leaf_of,
)
from pytest_etl_diagram.flows.retries.carried import POLICY
from pytest_etl_diagram.flows.retries.clients import READERS
from pytest_etl_diagram.flows.retries.keywords import (
    RETRIES,
    by_keywords,
    normal,
    speaks_of_retries,
)
from pytest_etl_diagram.flows.tree import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_HELD = 3
"""An object is looked for in the arguments of another one so deep."""


def policy_of(value: object, depth: int = MAX_HELD) -> Policy | None:
    """Return the policy by which a library's object or a decorated function tries again.

    A value that a tracer made is as good as its `origin`, what the evaluator makes of the call.
    """
    if not isinstance(value, Value):
        return None
    found = getattr(value, "policy", None)
    if isinstance(found, Policy):
        return found
    origin = getattr(value, "origin", None) if isinstance(value, Unknown) else None
    if origin is not None:
        return policy_of(origin, depth)
    if isinstance(value, FunctionValue):
        kept = value.attributes.get(POLICY)
        return kept if isinstance(kept, Policy) else None
    if isinstance(value, Choice):
        every = (policy_of(option, depth) for option in value.options)
        return next((policy for policy in every if policy is not None), None)
    if isinstance(value, Instance):
        return _of_instance(value, depth)
    return _of_class(value) if isinstance(value, ClassValue) else None


def _of_instance(value: Instance, depth: int) -> Policy | None:
    mounted = value.attrs.get(POLICY)
    if isinstance(mounted, Policy):
        return mounted
    if isinstance(value.cls, ClassValue):
        return _of_class(value.cls)
    args = value.args
    if args is None or not isinstance(value.cls, External):
        return None
    name = value.cls.name
    for package, leaf, read in READERS:
        if leaf == value.cls.leaf and name.startswith(package):
            inner = read(args)
            return inner if inner is None or isinstance(inner, Policy) else policy_of(inner)
    found = policy_of_call(args, depth)
    if found is None and speaks_of_retries(leaf_of(value.cls)):
        return by_keywords(args.keywords, args.positional)
    return found


def policy_of_call(args: Args, depth: int = MAX_HELD) -> Policy | None:
    """Return the policy among the arguments of a call: `retry=Retry(…)`, `max_retries=3`."""
    given: Iterable[object] = (*args.positional, *args.keywords.values())
    for value in given if depth else ():
        if isinstance(value, dict):
            continue
        found = policy_of(value, depth - 1)
        if found is not None and not isinstance(value, FunctionValue):
            return found
    for keywords in (args.keywords, *(v for v in args.positional if isinstance(v, dict))):
        names = {normal(key) for key in keywords if isinstance(key, str)}
        if not names.isdisjoint(RETRIES):
            return by_keywords(keywords)
    return None


def _of_class(cls: ClassValue) -> Policy | None:
    """Return the policy of a luigi task: `retry_count`, tried again by the scheduler."""
    bases = (base for base in cls.external_bases() if isinstance(base, External))
    if not any(base.name.startswith("luigi") for base in bases):
        return None
    found = cls.find("retry_count")
    if found is None or not isinstance(found[0], ClassValue):
        return None
    delay = cls.find("retry_delay")
    given = {"retries": found[1]}
    if delay is not None and isinstance(delay[0], ClassValue):
        given["delay"] = delay[1]
    return by_keywords(given)
