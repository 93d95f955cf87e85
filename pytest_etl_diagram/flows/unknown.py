"""Calls that no table knows: steps where they look like a part of a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    ClassValue,
    Instance,
)
from pytest_etl_diagram.flows.endpoints import (
    Placeholder,
    is_noise,
    result_of,
)
from pytest_etl_diagram.flows.known import policy, result
from pytest_etl_diagram.flows.naming import EVERYDAY, TELLING, role_by_words, step_role
from pytest_etl_diagram.flows.settings import keyword_facts
from pytest_etl_diagram.flows.structure import known_library
from pytest_etl_diagram.flows.tree import Step
from pytest_etl_diagram.flows.values import (
    Product,
    merged,
    steps_of,
    steps_of_args,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.called import Called
    from pytest_etl_diagram.flows.tracer import Tracer


def unknown(it: Tracer, called: Called) -> object:
    """Take down a call that the table doesn't know, if it looks like a part of a pipeline."""
    sources = merged(steps_of(called.owner), steps_of_args(called.args))
    made = result_of(called.call, it.table) or Placeholder("")
    component = _component(it, called)
    is_alert = not component and bool(called.call.callee) and _alerts(it, called)
    if not is_alert and (not component or not _matters(it, called)):
        return result(it, called, made, sources)
    step = Step(
        it.new_id(),
        called.name,
        step_role(called.name, component),
        component,
        resolved=is_alert,
        facts=keyword_facts(called.name, called.args),
        policy=policy(called),
        takes=sources,
        gives=True,
        place=called.place,
    )
    it.record(step)
    return Product("{" + f"{called.name}()" + "}", made.type, made.made, (step.id,))


def _alerts(it: Tracer, called: Called) -> bool:
    """Tell whether a function of a known library tells people something, by its name."""
    is_noise_here = is_noise(called.call.callee, it.table)
    return role_by_words(called.name) == "notify" and not is_noise_here


def _matters(it: Tracer, called: Called) -> bool:
    """Tell whether a call that nobody knows is a step.

    It is one on an object of a class that isn't found; of a function, and of what only has a
    name, by its verb or by the data it takes. What everyday objects do, too, is one where a class
    of the project is to do it, and is given something.
    """
    name = called.name
    on = called.call.receiver
    if name.startswith("_"):
        return False
    if name in EVERYDAY:
        given = bool(called.args.positional or called.args.keywords)
        return given and name not in TELLING and on is not None and _is_missing(it, on.type)
    if on is not None and on.type:
        return True
    return bool(steps_of_args(called.args)) or step_role(name, "") != "other"


def _is_missing(it: Tracer, kind: str) -> bool:
    """Tell whether a type is of a package of the project, in which it isn't found."""
    top = kind.partition(".")[0]
    return "." in kind and it.modules.locate(top, it.source) is not None


def _component(it: Tracer, called: Called) -> str:
    """Return what to call the class or module that a call belongs to, "" where it's no part."""
    callee, on = called.call.callee, called.call.receiver
    if callee:
        top = callee.partition(".")[0]
        is_class = called.name[:1].isupper()
        known = known_library(callee) or is_noise(callee, it.table) or "." not in callee
        return "" if known or is_class else top
    if on is None or on.type in ("mask", "class", "function"):
        return ""
    if on.type:
        known = known_library(on.type) or is_noise(f"{on.type}.{called.name}", it.table)
        return "" if known else on.type.rpartition(".")[2]
    owner = called.owner
    if isinstance(owner, Instance) and isinstance(owner.cls, ClassValue):
        return owner.cls.name
    hint = called.call.hint
    return hint if hint and isinstance(owner, Product) and not owner.steps else ""
