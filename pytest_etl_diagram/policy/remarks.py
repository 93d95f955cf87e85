"""What the words of a comment ask for: to allow a drift, or to know a stage by its old name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Location, Problem
from pytest_etl_diagram.policy.model import Allowance, Comments, Remark, Renamed
from pytest_etl_diagram.policy.terms import TermsError, read_terms, require_rule
from pytest_etl_diagram.policy.words import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.sources.comments import Comment

_LONGEST = 100
"""So many characters of a comment that is wrong are told."""


def remarks(found: Iterable[Comment], source: str) -> Comments:
    """Return what comments of the file `source` say; what is wrong with one is a problem."""
    told: list[Remark] = []
    problems: list[Problem] = []
    for comment in found:
        try:
            told += _read(comment, Location(source, comment.line))
        except TermsError as error:  # noqa: PERF203 -- all wrong comments are told
            message = f"'etl-diagram: {printable(_shortened(comment.text))}' {error}"
            problems.append(Problem(source, comment.line, message, fatal=False))
    return Comments(
        tuple(each for each in told if isinstance(each, Allowance)),
        tuple(each for each in told if isinstance(each, Renamed)),
        tuple(problems),
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _read(comment: Comment, place: Location) -> Iterable[Remark]:
    """Return what one comment says; raises TermsError."""
    verb, _, rest = comment.text.partition(" ")
    if verb not in _VERBS:
        message = f"asks for {verb!r}; write one of {', '.join(_VERBS)}"
        raise TermsError(message)
    told = tuple(_VERBS[verb](rest.strip(), comment, place))
    if comment.fault:
        raise TermsError(f"is about nothing: {comment.fault}")
    return told


def _allow(words: str, comment: Comment, place: Location) -> Iterator[Allowance]:
    terms = read_terms(words)
    rules = [rule.strip() for rule in terms.what.split(",")]
    for rule in rules:
        if len(rule.split()) != 1:
            message = (
                "isn't `allow rule, rule -- reason`; it allows what it stands at, so that it "
                "names no stage"
            )
            raise TermsError(message)
        require_rule(rule)
    for rule in rules:
        lines = (comment.first, comment.last)
        yield Allowance(rule, "*", terms.reason, place, terms.until, *lines)


def _renamed(words: str, comment: Comment, place: Location) -> Iterator[Renamed]:
    if not words:
        message = "says no name; write `renamed-from old_name`"
        raise TermsError(message)
    yield Renamed(words, place, comment.first, comment.last)


_VERBS: dict[str, Callable[[str, Comment, Location], Iterable[Remark]]] = {
    "allow": _allow,
    "renamed-from": _renamed,
}
