"""The data that goes in and out: a call of a library, and what is found out about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pytest_etl_diagram.evaluate.values import text_of

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Endpoint
    from pytest_etl_diagram.model import Fact

NOTHING: Final[Mapping[str, Any]] = {}
MASK: Final = "mask"
"""The type of a condition over columns: `df[df.price > 0]` is an item by such a one."""
CLASS: Final = "class"
"""The type of a class of the project."""
FUNCTION: Final = "function"
"""The type of a function, method or lambda."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value that is no plain data.

    `text` is how it shows, `{env:BUCKET}`; `type` is its type as this package names it, "" where
    it isn't known; `made` what is remembered of how it was made: a bucket, a topic, a system.
    """

    text: str
    type: str = ""
    made: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A call, with its arguments as far as they are known.

    A function or class is called by its qualified name (`callee`); a method on a `receiver` whose
    `type` may be "". `hint` is the attribute or parameter by which the receiver is held. What
    isn't written as a call has these methods: `__iter__` (`for`), `__getitem__` (`r[i]`),
    `__enter__` (`with`), and an attribute is a method without arguments.
    """

    callee: str = ""
    receiver: Placeholder | None = None
    method: str = ""
    arguments: tuple[object, ...] = ()
    keywords: Mapping[str, object] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a call does.

    - `role`: one of `model.ROLES`, or `wait`.
    - `facts`: settings that are architecture, in the order to show; those of `endpoints` (name,
      mode, keys) aren't among them.
    - `step`: False for what only makes or configures something.
    - `lazy`: it only plans work. `trigger`: it runs what was planned.
    - `result`: type and making of what it gives, None where they aren't known.
    - `remembers`: what the receiver is known by from now on: the topics subscribed to.
    """

    endpoints: tuple[Endpoint, ...] = ()
    facts: tuple[Fact, ...] = ()
    role: str = "other"
    step: bool = True
    lazy: bool = False
    trigger: bool = False
    result: Placeholder | None = None
    remembers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParallelCall:
    """A call that runs something beside the caller.

    `function` is what is called, over the items of `over` where it is `repeated`; or `arms` are
    the things that run at once. `workers` says by how many, "" where it isn't given. A call that
    doesn't `join` goes on without waiting for the end.
    """

    label: str
    function: object = None
    over: object = None
    workers: str = ""
    repeated: bool = False
    arms: tuple[object, ...] = ()
    joins: bool = True


def shown(value: object) -> str:
    """Return how a value shows in a name or a fact."""
    if isinstance(value, Placeholder):
        named = value.made.get("shown", value.made.get("__tablename__"))
        return value.text if named is None else shown(named)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{shown(key)}: {shown(item)}" for key, item in value.items())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return text_of(value)
