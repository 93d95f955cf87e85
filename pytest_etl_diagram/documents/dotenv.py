r"""`.env` files, as Docker Compose and python-dotenv read them.

`NAME=value`, with `export` before it or `:` instead of `=`, a comment after ` #`; quoted values
may have several lines. `\n` and the like are escapes in double quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_etl_diagram.model import Problem

_NAME = re.compile(r"(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?P<sign>[=:]?)[ \t]*")
_COMMENT = re.compile(r"(?:^|[ \t]+)#.*")
_QUOTED = {
    "'": re.compile(r"'([^']*)'"),
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "\n": "", "$": "$$"}


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a `.env` file, with its line.

    `value` is None for a bare name, whose value comes from the shell. In a `literal` value, which
    stood in single quotes, `$` begins no variable.
    """

    name: str
    value: str | None
    line: int
    literal: bool = False


def read_dotenv(text: str, source: str) -> tuple[tuple[Variable, ...], tuple[Problem, ...]]:
    """Return the variables of a `.env` text in its order, and what is wrong with it.

    Of a variable that stands twice the last value counts, as in a shell; only that is returned.
    """
    found: dict[str, Variable] = {}
    problems: list[Problem] = []
    at, line = 0, 1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        if start < end and text[start] != "#":
            variable, stop, fault = _variable(text, start, end, line)
            if variable is not None:
                found.pop(variable.name, None)
                found[variable.name] = variable
            if fault:
                problems.append(Problem(source, line, fault))
            line += text.count("\n", end, stop)
            end = text.find("\n", stop)
            end = len(text) if end < 0 else end
        at, line = end + 1, line + 1
    return tuple(found.values()), tuple(problems)


def _variable(text: str, start: int, end: int, line: int) -> tuple[Variable | None, int, str]:
    """Return the variable whose line goes from `start` to `end`, where it ends, what is wrong."""
    match = _NAME.match(text, start, end)
    if match is None:
        return None, end, "is no NAME=value; begin a comment with #"
    name, at = match["name"], match.end()
    if not match["sign"]:
        bare = not _COMMENT.sub("", text[at:end]).strip()
        fault = "" if bare else f"there is no = after the name {name}"
        return (Variable(name, None, line) if bare else None), end, fault
    quote = text[at : at + 1]
    if quote in _QUOTED and quote:
        quoted = _QUOTED[quote].match(text, at)
        if quoted is None:
            return None, end, f"the quote of {name} is never closed"
        value = quoted[1] if quote == "'" else _ESCAPE.sub(_unescape, quoted[1])
        return Variable(name, value, line, quote == "'"), quoted.end(), ""
    return Variable(name, _COMMENT.sub("", text[at:end]).strip(), line), end, ""


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[0])
