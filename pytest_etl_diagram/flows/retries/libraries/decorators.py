"""Libraries of retry decorators: backoff, stamina, retrying, retry, google.api_core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    External,
    FunctionValue,
    Native,
    Unknown,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.flows.retries.carried import Decorator, RetryObject, said_here, with_policy
from pytest_etl_diagram.flows.retries.caught import exception_names
from pytest_etl_diagram.flows.retries.growth import VARIES, Pause, fixed, is_none, length
from pytest_etl_diagram.flows.tree import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def bounded(attempts: object, within: object, pause: Pause, on: tuple[str, ...]) -> Policy:
    """Return the policy of a library that counts tries in all, or the time they take."""
    words = []
    if attempts is not None:
        words.append(text_of(attempts))
    if within is not None:
        words.append(f"within {length(within)}")
    return Policy("", " ".join(words), pause.backoff, pause.wait, on)


# -- backoff ------------------------------------------------------------------


def _backoff(args: Args) -> Policy:
    """`on_exception(expo, (A, B), max_tries=5)`; without `jitter=None` each pause is random."""
    kind = leaf_of(args.get(0, "wait_gen"))
    keys = args.keywords
    last = keys.get("max_value")
    jitter = keys.get("jitter", True) is not None
    if kind == "expo":
        factor = keys.get("factor", 1)
        pause = Pause("exponential", factor, last, keys.get("base", 2), jitter=jitter)
    elif kind == "fibo":
        pause = Pause("fibonacci", 1, last, jitter=jitter)
    elif kind == "constant":
        interval = keys.get("interval", 1)
        pause = Pause("random", 0, interval) if jitter else fixed(interval)
        if isinstance(interval, (list, tuple)):
            pause = Pause("stepped", steps=tuple(interval), jitter=jitter)
    else:
        pause = Pause(first=Unknown(VARIES))
    predicate = "predicate" if "predicate" in keys else "exception"
    on = exception_names(args.get(1, predicate))
    return bounded(keys.get("max_tries"), keys.get("max_time"), pause, on)


# -- stamina ------------------------------------------------------------------


def _stamina(args: Args) -> Policy:
    """`retry(on=A, attempts=10, wait_initial=0.1, wait_max=5)`: its own defaults otherwise."""
    keys = args.keywords
    pause = Pause(
        "exponential",
        keys.get("wait_initial", 0.1),
        keys.get("wait_max", 5.0),
        keys.get("wait_exp_base", 2),
        jitter=not is_none(keys.get("wait_jitter", 1.0)),
    )
    return bounded(
        keys.get("attempts", 10),
        keys.get("timeout"),
        pause,
        exception_names(args.get(0, "on")),
    )


class StaminaCaller(RetryObject):
    """`RetryingCaller(attempts=5)`, and with exceptions `RetryingCaller().on(A)`."""

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """`.on(A)` binds the exceptions."""
        if name == "on":
            return Native(name, self._on)
        return super().external_attribute(it, name)

    def _on(self, it: Interpreter, args: Args) -> object:
        own = self.args or Args()
        given = Args((), {**own.keywords, "on": args.get(0, "on")})
        return _stamina_caller(it, External("stamina.BoundRetryingCaller"), given)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call a function: `caller(A, fetch, url)`, or without the exceptions once bound."""
        own = self.args or Args()
        if "on" in own.keywords:
            return super().call(it, args)
        return it.call(self._on(it, args), Args(args.positional[1:], args.keywords))


def _stamina_caller(it: Interpreter, cls: External, args: Args) -> object:
    return StaminaCaller(cls, args, said_here(it, _stamina(args)), decorates=False)


# -- retrying -----------------------------------------------------------------


def _retrying(args: Args) -> Policy:
    """`retry(stop_max_attempt_number=3, wait_fixed=2000)`: in milliseconds."""
    keys = args.keywords

    def seconds(name: str) -> object:
        value = keys.get(name)
        return value / 1000 if isinstance(value, (int, float)) else value

    pause = Pause()
    multiplier = seconds("wait_exponential_multiplier")
    if multiplier is not None or "wait_exponential_max" in keys:
        first = 0.001 if multiplier is None else multiplier
        first = first * 2 if isinstance(first, (int, float)) else first
        pause = Pause("exponential", first, seconds("wait_exponential_max"), 2)
    elif "wait_random_min" in keys or "wait_random_max" in keys:
        least = 0 if "wait_random_min" not in keys else seconds("wait_random_min")
        most = 1 if "wait_random_max" not in keys else seconds("wait_random_max")
        pause = Pause("random", least, most)
    elif "wait_incrementing_start" in keys or "wait_incrementing_increment" in keys:
        start = 0 if "wait_incrementing_start" not in keys else seconds("wait_incrementing_start")
        pause = Pause("linear", start, seconds("wait_incrementing_max"))
    elif "wait_fixed" in keys:
        pause = fixed(seconds("wait_fixed"))
    asked = [keys[n] for n in ("retry_on_exception", "retry_on_result") if n in keys]
    on = exception_names(asked)
    return bounded(keys.get("stop_max_attempt_number"), seconds("stop_max_delay"), pause, on)


# -- retry, retry2 ------------------------------------------------------------


def _retry(args: Args, skip: int = 0) -> Policy:
    """`retry(exceptions=Exception, tries=-1, delay=0, max_delay=None, backoff=1, jitter=0)`."""
    names = ("exceptions", "tries", "delay", "max_delay", "backoff", "jitter")
    given = {name: args.get(index + skip, name) for index, name in enumerate(names)}
    delay, backoff, jitter = given["delay"], given["backoff"], given["jitter"]
    pause = fixed(delay)
    if not is_none(delay) and not (is_none(backoff) or backoff == 1):
        pause = Pause("exponential", delay, given["max_delay"], backoff)
    elif not is_none(delay) and isinstance(jitter, (int, float)) and jitter:
        pause = Pause("linear", delay, given["max_delay"])
    if isinstance(jitter, (tuple, list)) and pause.kind:
        pause = Pause(pause.kind, pause.first, pause.last, pause.factor, jitter=True)
    tries = given["tries"]
    endless = tries is None or (isinstance(tries, int) and tries < 0)
    return bounded(None if endless else tries, None, pause, exception_names(given["exceptions"]))


def _retry_call(it: Interpreter, args: Args) -> object:
    """`retry_call(f, fargs, fkwargs, exceptions=…, tries=…)`."""
    positional, keywords = args.get(1, "fargs"), args.get(2, "fkwargs")
    inner = Args(
        positional if isinstance(positional, (list, tuple)) else (),
        dict(keywords) if isinstance(keywords, dict) else {},
    )
    return it.call(with_policy(args.get(0, "f"), _retry(args, skip=3)), inner)


# -- google -------------------------------------------------------------------


def _google(args: Args) -> Policy:
    """`Retry(predicate, initial=1, maximum=60, multiplier=2, timeout=120)`."""
    within = args.keywords.get("deadline", args.get(4, "timeout"))
    pause = Pause(
        "exponential",
        args.get(1, "initial", 1.0),
        args.get(2, "maximum", 60.0),
        args.get(3, "multiplier", 2),
        jitter=True,
    )
    predicate = args.get(0, "predicate")
    on = predicate.names if isinstance(predicate, ExceptionTypes) else exception_names(predicate)
    return bounded(None, within, pause, on)


class ExceptionTypes(Unknown):
    """`if_exception_type(A, B)`."""

    __slots__ = ("names",)

    def __init__(self, names: tuple[str, ...]) -> None:
        """Take the names of the classes."""
        super().__init__("{google.api_core.retry.if_exception_type()}")
        self.names = names


# -- what stands where --------------------------------------------------------

CALLABLE_SETTINGS = ("max_tries", "max_time")
"""Settings that may be given as a function without arguments (backoff)."""


def decorating(name: str, read: Callable[[Args], Policy]) -> Native:
    """Return the model of a decorator that is applied with or without arguments."""

    def model(it: Interpreter, args: Args) -> object:
        first = args.get(0, "")
        if isinstance(first, (FunctionValue, BoundMethod)) and len(args.positional) == 1:
            return with_policy(first, said_here(it, read(Args())))
        for setting in CALLABLE_SETTINGS:
            if isinstance(args.keywords.get(setting), FunctionValue):
                args.keywords[setting] = it.call(args.keywords[setting], Args())

        def remake(more: Args) -> Policy:
            return read(Args(args.positional, {**args.keywords, **more.keywords}))

        return Decorator("{" + f"{name}()" + "}", said_here(it, read(args)), remake)

    return Native(name, model)


def making(name: str, read: Callable[[Args], Policy], *, decorates: bool) -> Native:
    """Return the model of a class whose objects call functions, or decorate them."""
    cls = External(name)

    def model(it: Interpreter, args: Args) -> object:
        return RetryObject(cls, args, said_here(it, read(args)), decorates=decorates)

    return Native(name, model)


DECORATORS: Mapping[str, Mapping[str, Callable[[Args], Policy]]] = {
    "backoff": {"on_exception": _backoff, "on_predicate": _backoff},
    "stamina": {"retry": _stamina},
    "retrying": {"retry": _retrying},
    "retry": {"retry": _retry},
    "retry2": {"retry": _retry},
}
"""By library: the decorators by their last name, each with what its arguments mean."""
GOOGLE = ("Retry", "AsyncRetry", "StreamingRetry", "AsyncStreamingRetry")
GOOGLE_HOMES = ("google.api_core.retry", "google.api_core.retry_async")


def resolver(library: str) -> Callable[[str], object | None]:
    """Return what finds the names of a library of DECORATORS."""
    rows = DECORATORS[library]

    def resolve(name: str) -> object | None:
        leaf = name.rpartition(".")[2]
        if leaf in rows and name != library:
            return decorating(name, rows[leaf])
        return OTHERS[library](name, leaf) if library in OTHERS else None

    return resolve


def _stamina_names(name: str, leaf: str) -> object | None:
    if leaf == "retry_context":
        return making(name, _stamina, decorates=False)
    if leaf in ("RetryingCaller", "AsyncRetryingCaller"):
        return Native(name, lambda it, args: _stamina_caller(it, External(name), args))
    return None


def _retrying_names(name: str, leaf: str) -> object | None:
    return making(name, _retrying, decorates=False) if leaf == "Retrying" else None


def _retry_names(name: str, leaf: str) -> object | None:
    return Native(name, _retry_call) if leaf == "retry_call" else None


OTHERS: Mapping[str, Callable[[str, str], object | None]] = {
    "stamina": _stamina_names,
    "retrying": _retrying_names,
    "retry": _retry_names,
    "retry2": _retry_names,
}


def google_models() -> dict[str, object]:
    """Return the models of google.api_core's retries, by qualified name."""
    found: dict[str, object] = {}
    for home in GOOGLE_HOMES:
        for leaf in GOOGLE:
            found[f"{home}.{leaf}"] = making(f"{home}.{leaf}", _google, decorates=True)
        name = f"{home}.if_exception_type"
        found[name] = Native(
            name, lambda _it, args: ExceptionTypes(exception_names(tuple(args.positional)))
        )
    return found
