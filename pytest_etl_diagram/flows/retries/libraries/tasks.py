"""Task queues and decorators that aren't read: what their arguments say of retries.

celery: `autoretry_for=(A,)` or `self.retry(…)` in the task. Others, such as
prefect's `@task(retries=3)` or ray's `@remote(max_retries=3)`, by the names of
their arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Dict,
    External,
    FunctionValue,
    Unknown,
    inside,
    leaf_of,
    mapping_of,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.retries import growth
from pytest_etl_diagram.flows.retries.carried import Client, Unread, said_here, with_policy
from pytest_etl_diagram.flows.retries.caught import exception_names
from pytest_etl_diagram.flows.retries.growth import Pause, fixed, is_none
from pytest_etl_diagram.flows.retries.keywords import RETRIES, by_keywords, speaks_of_retries
from pytest_etl_diagram.flows.retries.paths import calls, key_of, walk
from pytest_etl_diagram.flows.retries.policies import policy_of, policy_of_call
from pytest_etl_diagram.flows.retries.quantities import Quantities
from pytest_etl_diagram.flows.retries.quiet import Quiet
from pytest_etl_diagram.flows.tree import Policy
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

TASKS = frozenset({"task", "shared_task", "periodic_task"})
CELERY = frozenset(
    {"autoretry_for", "retry_backoff", "retry_kwargs", "default_retry_delay", "bind"}
)
CELERY_RETRIES = 3
CELERY_DELAY = 180
CELERY_GREATEST = 600
CLIENT_SETTINGS = (
    "config", "client_config", "boto_config", "transport", "adapter", "retry_options",
)  # fmt: skip
"""Arguments that hand an object on to the client that is made."""
RETRY_KEYWORDS = frozenset({*RETRIES, "retry", "retry_policy", "retry_strategy"})
CLIENTS = ("client", "session", "connect", "resource")
"""A function whose name says so makes a client, whose calls are tried again."""
TRIED = 6
"""So many retries of a celery task are played to see how its countdown grows."""


class CeleryTask(Unknown):
    """`@app.task(…)` of celery: `given` are its arguments."""

    __slots__ = ("given",)

    def __init__(self, text: str, given: Mapping[str, object]) -> None:
        """Take the text to show and the arguments."""
        super().__init__(text)
        self.given = given


def called(it: Interpreter, external: External, args: Args) -> object | None:
    """Return what calling an unmodelled name gives where its arguments speak of retries."""
    keywords = args.keywords
    if not keywords and not args.positional:
        return None
    text = inside(external.text, "()")
    leaf = external.leaf
    if leaf in TASKS and not CELERY.isdisjoint(keywords):
        return CeleryTask(text, keywords)
    if leaf[:1].isupper():
        return None  # an object, which keeps its arguments
    for name in CLIENT_SETTINGS:
        policy = policy_of(keywords.get(name))
        if policy is not None:
            return Client(text, said_here(it, policy))
    if any(isinstance(given, (FunctionValue, BoundMethod)) for given in args.positional):
        return None  # what is given is called, and the result is its own
    if speaks_of_retries(leaf):
        policy = by_keywords(keywords, args.positional)
    else:
        policy = None if RETRY_KEYWORDS.isdisjoint(keywords) else policy_of_call(args)
    if policy is None:
        return None
    policy = said_here(it, policy)
    makes_client = any(word in leaf.lower() for word in CLIENTS)
    return Client(text, policy) if makes_client else Unread(text, policy)


def decorate(it: Interpreter, decorator: object, subject: object) -> object | None:
    """Return a function as an unmodelled decorator leaves it, None where it says no retries."""
    if not isinstance(subject, FunctionValue):
        return None
    if isinstance(decorator, CeleryTask):
        policy = _celery(it, decorator.given, subject)
        return None if policy is None else with_policy(subject, said_here(it, policy))
    if isinstance(decorator, Client):
        return with_policy(subject, decorator.policy)
    if isinstance(decorator, Unread):
        return with_policy(subject, decorator.leaves)
    if isinstance(decorator, (External, Unknown)):
        leaf = leaf_of(decorator) or stripped(text_of(decorator)).strip("()").rpartition(".")[2]
        if leaf in TASKS:
            policy = _by_itself(it, {}, subject)
            return None if policy is None else with_policy(subject, said_here(it, policy))
        if leaf.lower() in ("retry", "retrying", "retriable"):
            return with_policy(subject, said_here(it, Policy()))
    return None


def _celery(it: Interpreter, given: Mapping[str, object], task: FunctionValue) -> Policy | None:
    """Return the policy of a celery task: by its exceptions, or by what it says itself."""
    on = exception_names(given.get("autoretry_for"))
    if not on:
        return _by_itself(it, given, task)
    keywords = mapping_of(given.get("retry_kwargs")) or {}
    retries = keywords.get("max_retries", given.get("max_retries", CELERY_RETRIES))
    backoff = given.get("retry_backoff")
    if is_none(backoff):
        pause = fixed(keywords.get("countdown", given.get("default_retry_delay", CELERY_DELAY)))
    else:
        pause = Pause(
            "exponential",
            1 if backoff is True else backoff,
            given.get("retry_backoff_max", CELERY_GREATEST),
            2,
            jitter=not is_none(given.get("retry_jitter", True)),
        )
    return _policy(retries, pause, on)


def _policy(retries: object, pause: Pause, on: tuple[str, ...]) -> Policy:
    words = "" if retries is None else text_of(retries)
    return Policy(words, "", pause.backoff, pause.wait, on)


def _by_itself(it: Interpreter, given: Mapping[str, object], task: FunctionValue) -> Policy | None:
    """Return the policy of a task that says `raise self.retry(exc=error, countdown=60)`."""
    node = task.node
    if not isinstance(node, tree.Function):
        return None
    own = {f"{node.name}.retry", *([f"{node.params[0].name}.retry"] if node.params else [])}
    again = next((c for c in calls(node.body) if key_of(c.func) in own), None)
    if again is None:
        return None
    scope = Scope(Dict(), task.scope.module, task.scope)
    quiet = Quiet(it)
    said = {a.keyword: a.value for a in again.args if a.keyword}
    retries = given.get("max_retries", CELERY_RETRIES)
    if "max_retries" in said:
        retries = quiet.value(said["max_retries"], scope)
    pause = fixed(given.get("default_retry_delay", CELERY_DELAY))
    if "countdown" in said:
        counter = key_of(again.func).rpartition(".")[0] + ".request.retries"
        pause = _countdown(quiet, scope, said["countdown"], counter)
    handlers = (h for n in walk(node.body) if isinstance(n, tree.Try) for h in n.handlers)
    around = next((h for h in handlers if again in walk(h.body)), None)
    on = () if around is None or around.kind is None else quiet.value(around.kind, scope)
    return _policy(retries, pause, exception_names(on))


def _countdown(quiet: Quiet, scope: Scope, node: tree.Expr, counter: str) -> Pause:
    symbols: dict[str, float] = {}
    quantities = Quantities(quiet, scope, symbols)
    quantities.changing = {counter}
    row = []
    for count in range(TRIED):
        quantities.attributes[counter] = count
        found = quantities.number(node)
        if found is None:
            return Pause(first=Unknown(growth.VARIES))
        row.append(found)
    pause = growth.named(growth.classify(row, listed=False), symbols)
    return growth.with_jitter(pause) if quantities.drew else pause
