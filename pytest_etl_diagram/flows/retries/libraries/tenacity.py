"""tenacity: `retry(stop=…, wait=…, retry=…)`, `Retrying`, and the strategies they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    External,
    FunctionValue,
    Native,
    Unknown,
    Value,
    text_of,
)
from pytest_etl_diagram.flows.retries.carried import Decorator, RetryObject, said_here, with_policy
from pytest_etl_diagram.flows.retries.caught import exception_names
from pytest_etl_diagram.flows.retries.growth import VARIES, Pause, fixed, length, plus
from pytest_etl_diagram.flows.tree import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class Strategy(Value):
    """A strategy: when to stop, how long to wait, after what to try again.

    `attempts` and `within` are bounds in words; `pause` and `on` as in a policy.
    """

    text = "{tenacity}"

    def __init__(
        self,
        attempts: str = "",
        within: str = "",
        pause: Pause | None = None,
        on: tuple[str, ...] = (),
    ) -> None:
        """Take what it says; a strategy says one of these."""
        self.attempts = attempts
        self.within = within
        self.pause = pause or Pause()
        self.on = on

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`stop_a | stop_b`, `wait_a + wait_b`, `retry_a | retry_b`."""
        del it, op, reflected
        return joined(self, other) if isinstance(other, Strategy) else self

    def call(self, it: Interpreter, args: Args) -> object:
        """A strategy is called with the state of a retry."""
        del it, args
        return Unknown("{tenacity}")


def joined(*parts: object) -> Strategy:
    """Return several strategies as one."""
    found = Strategy()
    for part in parts:
        if isinstance(part, Strategy):
            found = Strategy(
                part.attempts or found.attempts,
                part.within or found.within,
                plus(found.pause, part.pause),
                tuple(dict.fromkeys((*found.on, *part.on))),
            )
    return found


def _exponential(args: Args) -> Pause:
    multiplier, most = args.get(0, "multiplier", 1), args.get(1, "max")
    base, least = args.get(2, "exp_base", 2), args.get(3, "min", 0)
    first = multiplier
    if isinstance(least, (int, float)) and isinstance(multiplier, (int, float)):
        first = max(least, multiplier)
    elif least != 0:
        first = least
    return Pause("exponential", first, most, base)


def _random_exponential(args: Args) -> Pause:
    return Pause(
        "exponential",
        args.get(0, "multiplier", 1),
        args.get(1, "max"),
        args.get(2, "exp_base", 2),
        jitter=True,
    )


def _exponential_jitter(args: Args) -> Pause:
    return Pause(
        "exponential",
        args.get(0, "initial", args.keywords.get("multiplier", 1)),
        args.get(1, "max"),
        args.get(2, "exp_base", 2),
        jitter=True,
    )


def _chain(args: Args) -> Pause:
    pauses = [p.pause for p in args.positional if isinstance(p, Strategy)]
    if not pauses or len(pauses) < len(args.positional):
        return Pause(first=Unknown(VARIES))
    return Pause("stepped", steps=tuple(0 if p.first is None else p.first for p in pauses))


WAITS: Mapping[str, Callable[[Args], Pause]] = {
    "wait_none": lambda _: Pause(),
    "wait_fixed": lambda args: fixed(args.get(0, "wait")),
    "wait_random": lambda args: Pause("random", args.get(0, "min", 0), args.get(1, "max", 1)),
    "wait_incrementing": lambda args: Pause("linear", args.get(0, "start", 0), args.get(2, "max")),
    "wait_exponential": _exponential,
    "wait_random_exponential": _random_exponential,
    "wait_full_jitter": _random_exponential,
    "wait_exponential_jitter": _exponential_jitter,
    "wait_chain": _chain,
    "wait_exception": lambda _: Pause(first=Unknown(VARIES)),
}
ALL = frozenset({"stop_any", "stop_all", "wait_combine", "retry_any", "retry_all"})
PREDICATES = frozenset({"retry_if_exception", "retry_if_result", "retry_if_not_result"})
TYPES = frozenset({"retry_if_exception_type", "retry_if_exception_cause_type"})
OTHER_TYPES = frozenset({"retry_if_not_exception_type", "retry_unless_exception_type"})
RETRYING = frozenset({"Retrying", "AsyncRetrying", "BaseRetrying", "TornadoRetrying"})


def _strategy(leaf: str, args: Args) -> Strategy | None:
    """Return what calling a name of tenacity gives, None where that is no strategy."""
    first = args.positional[0] if args.positional else next(iter(args.keywords.values()), None)
    if leaf in WAITS:
        return Strategy(pause=WAITS[leaf](args))
    if leaf in ALL:
        return joined(*args.positional)
    if leaf == "stop_after_attempt":
        return Strategy(attempts=text_of(first))
    if leaf in ("stop_after_delay", "stop_before_delay"):
        return Strategy(within=length(first))
    if leaf in TYPES:
        return Strategy(on=exception_names(first))
    if leaf in OTHER_TYPES:
        return Strategy(on=tuple(f"not {name}" for name in exception_names(first)))
    if leaf in PREDICATES:
        return Strategy(on=exception_names(first) if isinstance(first, FunctionValue) else ())
    return Strategy() if leaf.startswith(("retry_", "stop_")) else None


CONSTANTS: Mapping[str, Strategy] = {
    name: Strategy() for name in ("stop_never", "retry_always", "retry_never", "wait_none")
}


def policy(args: Args) -> Policy:
    """Return the policy of `retry(…)` or `Retrying(…)`."""
    stop = _part(args.get(1, "stop"))
    wait = args.get(2, "wait")
    pause = _part(wait).pause
    if wait is not None and not isinstance(wait, Strategy):
        pause = Pause(first=Unknown(VARIES))  # a function of the state
    within = f"within {stop.within}" if stop.within else ""
    attempts = " ".join(word for word in (stop.attempts, within) if word)
    return Policy("", attempts, pause.backoff, pause.wait, _part(args.get(3, "retry")).on)


def _part(value: object) -> Strategy:
    if isinstance(value, Strategy):
        return value
    if isinstance(value, Unknown):
        return Strategy(attempts=value.text)
    return Strategy(on=exception_names(value) if isinstance(value, FunctionValue) else ())


def _retry(it: Interpreter, args: Args) -> object:
    """`@retry`, or `@retry(stop=…)`."""
    if len(args.positional) == 1 and not args.keywords and not args.open_ended:
        made = with_policy(args.positional[0], said_here(it, policy(Args())))
        if made is not args.positional[0]:
            return made

    def remake(more: Args) -> Policy:
        return policy(Args(args.positional, {**args.keywords, **more.keywords}))

    return Decorator("{tenacity.retry()}", said_here(it, policy(args)), remake)


def _retrying(it: Interpreter, cls: External, args: Args) -> object:
    """`Retrying(stop=…)`."""
    return RetryObject(cls, args, said_here(it, policy(args)), decorates=False)


def resolve(name: str) -> object | None:
    """Return what a name of tenacity means, None where it has no model."""
    leaf = name.rpartition(".")[2]
    if leaf == "retry":
        return Native(name, _retry)
    if leaf in RETRYING:
        return Native(name, lambda it, args: _retrying(it, External(name), args))
    if leaf.startswith(("stop_", "wait_", "retry_")):
        if leaf in ("stop_never", "retry_always", "retry_never"):
            return CONSTANTS[leaf]
        if _strategy(leaf, Args()) is not None:
            return Native(name, lambda _it, args: _strategy(leaf, args))
    return None
