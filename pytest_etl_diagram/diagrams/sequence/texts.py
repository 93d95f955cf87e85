"""The words of a sequence: what calls, returns, exits and frames say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.flows.tree import Endpoint, Exit, Handler, Loop, Parallel, Policy, Step
    from pytest_etl_diagram.model import Fact

DEAD_LETTER = "dead letter to"
SEND = "send"
RESULT = "result"
"""What a call gives whose shape isn't known."""

OTHERWISE = "otherwise"
TRY = "try"
FINALLY = "finally"
SWALLOWED = "exception swallowed"
NO_EXCEPTION = "no exception"
NO_BREAK = "loop ended without break"
CONTINUE = "continue with the next one"
TURNS = ("break", CONTINUE)
RETRY = "retry"
"""The first word of every label of a retry, and of no other."""

LONGEST_VALUE = 60
"""A value of more characters (a query) is cut: the activity diagram has it whole."""

_ELSEWHERE = frozenset({"component", "reads", "writes"})
"""Facts of a step that a sequence shows by its participants and arrows."""

_SENT = frozenset({"chat", "mail"})
"""Kinds of endpoint to which messages for people are sent."""

_GIVEN = {
    "database": "rows",
    "warehouse": "rows",
    "storage": "data",
    "files": "data",
    "topic": "messages",
    "queue": "messages",
    "http": "response",
    "cache": "value",
}
"""What reading from a kind of endpoint gives."""

UNDISTURBED = re.compile(r"(?i)transaction|atomic|begin|lock|mutex|semaphore")
"""What a `with` holds when nothing may come between its steps."""

_ATOM = re.compile(r"(?:[^\s()\[\]]|\([^()]*\)|\[[^\[\]]*\])+")
_ARGUMENTS = re.compile(r"(?P<head>.*?) ?\((?P<arguments>\w+: .*)\)", re.DOTALL)
_NEXT_ARGUMENT = re.compile(r", (?=\w+: )")
_POLICY = (
    ("retries", re.compile(r"up to (.*) times?", re.DOTALL)),
    ("attempts", re.compile(r"up to (.*) attempts? in all", re.DOTALL)),
    ("end", re.compile(r"for (ever)")),
    ("backoff", re.compile(r"backoff (.*)", re.DOTALL)),
    ("wait", re.compile(r"wait (.*)", re.DOTALL)),
    ("on", re.compile(r"on (.*)", re.DOTALL)),
)
_NEXT_TERM = re.compile(r", (?=backoff |wait |on )")


def call_text(step: Step) -> str:
    """Return what a call says: its verb and the arguments that are architecture."""
    return mask(f"{step.name}({_arguments(step.facts)})")


def endpoint_text(endpoint: Endpoint, role: str = "", facts: Iterable[Fact] = ()) -> str:
    """Return what is asked of an outside system: `write orders (mode: upsert, keys: id)`.

    `role` is that of the call. Of `facts`, its arguments, those are added that the endpoint
    doesn't tell.
    """
    told = (("mode", endpoint.mode), ("keys", ", ".join(endpoint.keys)))
    own = tuple(fact for fact in told if fact[1])
    names = {name for name, _ in own}
    more = (
        (name, value)
        for name, value in facts
        if name not in names and not (endpoint.name and (name == "query" or value == endpoint.name))
    )
    arguments = _arguments((*own, *more))
    words = [_verb(endpoint, role), endpoint.name, f"({arguments})" if arguments else ""]
    return mask(" ".join(filter(None, words)))


def _verb(endpoint: Endpoint, role: str) -> str:
    if endpoint.direction == "write" and role == "error":
        return DEAD_LETTER
    return SEND if endpoint.direction == "write" and endpoint.kind in _SENT else endpoint.direction


def given_text(endpoint: Endpoint) -> str:
    """Return what comes back from an outside system, "" for what is only written."""
    given = _GIVEN.get(endpoint.kind, "")
    return given if endpoint.direction == "read" or endpoint.kind == "http" else ""


def _arguments(facts: Iterable[Fact]) -> str:
    return ", ".join(
        f"{name}: {_shortened(value)}" for name, value in facts if name not in _ELSEWHERE
    )


def read_arguments(text: str) -> tuple[str, dict[str, str]]:
    """Return what `call_text` or `endpoint_text` says before its arguments, and these by name."""
    match = _ARGUMENTS.fullmatch(text)
    if match is None:
        return text.removesuffix("()"), {}
    parts = _NEXT_ARGUMENT.split(match["arguments"])
    return match["head"], dict(_pair(part) for part in parts)


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition(": ")
    return name, value


def _shortened(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"


def exit_text(piece: Exit, routine: str) -> str:
    """Return what an exit says; `routine` is the function that a return ends, "" for the flow."""
    if piece.kind == "raise":
        return mask(f"raise {piece.label}" if piece.label else "raise again")
    if piece.kind == "continue":
        return CONTINUE
    if piece.kind == "return":
        words = [routine, "returns" if routine else "return", piece.label]
        return mask(" ".join(filter(None, words)))
    return piece.kind


def loop_label(loop: Loop) -> str:
    """Return the label of a loop's frame."""
    if loop.kind == "while":
        return mask(f"while {loop.over}") if loop.over else "for ever"
    return mask(f"for each {loop.over}".rstrip())


def handler_label(handler: Handler) -> str:
    """Return the label of what is done on an exception."""
    return mask(f"except {', '.join(handler.names) or 'any exception'}")


def parallel_label(parallel: Parallel, name: str) -> str:
    """Return by what `name` is run at once with others, and its settings."""
    words = ": ".join(filter(None, (parallel.label, name)))
    arguments = _arguments(parallel.facts)
    return mask(f"{words} ({arguments})" if arguments else words)


def negated(test: str) -> str:
    """Return the opposite of a test."""
    if not test:
        return OTHERWISE
    if test.startswith("not ") and _ATOM.fullmatch(test[4:]):
        return test[4:]
    return f"not {test}" if _ATOM.fullmatch(test) else f"not ({test})"


def policy_label(policy: Policy) -> str:
    """Return the label of a retry's frame; `read_policy` reads it back.

    `retry up to 3 times, backoff exponential x2, wait 0.5s, on ConnectionError`.
    """
    tries = "for ever"
    if policy.retries or policy.attempts:
        count = policy.retries or policy.attempts
        what = "time" if policy.retries else "attempt"
        in_all = "" if policy.retries else " in all"
        tries = f"up to {count} {what if count == '1' else what + 's'}{in_all}"
    terms = [
        f"{RETRY} {tries}",
        f"backoff {policy.backoff}" if policy.backoff else "",
        f"wait {policy.wait}" if policy.wait else "",
        f"on {', '.join(policy.on)}" if policy.on else "",
    ]
    return mask(", ".join(filter(None, terms)))


def read_policy(label: str) -> dict[str, str] | None:
    """Return the facts in a retry's label by name, None for a label of something else."""
    if not label.startswith(f"{RETRY} "):
        return None
    facts: dict[str, str] = {}
    for term in _NEXT_TERM.split(label.removeprefix(f"{RETRY} ")):
        for name, pattern in _POLICY:
            if match := pattern.fullmatch(term):
                facts.setdefault(name, match[1])
                break
    return facts
