"""Variables in texts: `${NAME:-default}` as Docker Compose and shells write them, and others.

What isn't known and has no default becomes a placeholder, `{env:NAME}`: nothing is looked up in
the environment of the run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.masking.names import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["interpolate", "interpolate_braced", "is_secret_name", "is_well_formed", "placeholder"]

_TOKEN = re.compile(
    r"\$\$|\$\{(?P<braced>[A-Za-z_]\w*)(?P<operator>:?[-?+])?|\$[A-Za-z_]\w*|[{}]",
    re.ASCII,
)
_BRACED = re.compile(
    r"\$\{\s{0,9}(?:(?:oc\.)?env[:.]|ENV[:.](?=[A-Z]))?"
    r"(?P<braced>[A-Za-z_]\w*)\s{0,9}(?P<operator>:?[-?+]|,|(?<=[A-Z0-9_]):)?|[{}]",
    re.ASCII,
)


def placeholder(name: str) -> str:
    """Return what stands for a variable whose value isn't known."""
    return f"{{env:{name}}}"


@dataclass(slots=True)
class _Open:
    """A `${NAME…` whose closing brace hasn't come yet."""

    written: str
    name: str
    operator: str
    parts: list[str] = field(default_factory=list)
    braces: int = 0  # braces of the default's own that are open


def interpolate(text: str, known: Mapping[str, str]) -> str:
    """Return a text with its variables replaced, by the rules of Docker Compose.

    `${NAME}` and `$NAME` are the known value; `:-` and `-` give a default, `:+` and `+` what
    stands for a known value, `:?` and `?` an error's words, which are dropped; `$$` is a dollar
    sign. A variable that isn't known and has no default is a placeholder. What is no reference
    (`${1}`, `$`, an open brace) stays as it is.
    """
    return _replace(text, known, _TOKEN) if "$" in text else text


def _replace(text: str, known: Mapping[str, str], token: re.Pattern[str]) -> str:
    """Replace what begins with a token up to its closing brace, the innermost first."""
    stack = [_Open("", "", "")]
    at = 0
    for match in token.finditer(text):
        top = stack[-1]
        top.parts.append(text[at : match.start()])
        at = match.end()
        if match["braced"] is not None:
            stack.append(_Open(match.group(), match["braced"], match["operator"] or ""))
        elif match.group() == "}" and len(stack) > 1 and not top.braces:
            stack.pop()
            stack[-1].parts.append(_value(top, known))
        elif match.group() in ("{", "}"):
            top.braces += 1 if match.group() == "{" else -bool(top.braces)
            top.parts.append(match.group())
        else:
            name = match.group().removeprefix("$")
            top.parts.append("$" if name == "$" else known.get(name, placeholder(name)))
    stack[-1].parts.append(text[at:])
    return "".join("".join((part.written, *part.parts)) for part in stack)


def _value(ended: _Open, known: Mapping[str, str]) -> str:
    words = "".join(ended.parts)
    if not ended.operator and words:  # `${NAME!…}` is no reference
        return f"{ended.written}{words}}}"
    value = known.get(ended.name)
    is_given = bool(value) if ended.operator.startswith(":") else value is not None
    if ended.operator.endswith("+"):
        return words if is_given else ""
    if is_given and value is not None:
        return value
    if ended.operator and ended.operator[-1] in "-:,":
        return words
    return placeholder(ended.name) if value is None or ended.operator else value


def is_well_formed(text: str) -> bool:
    """Tell whether each dollar sign begins a reference, or is doubled, as Compose demands."""
    depth = 0  # braces that are open, counted from the first reference's
    dollars = 0
    for match in _TOKEN.finditer(text):
        written = match.group()
        dollars += written.count("$")
        if match["braced"] is not None:
            if not match["operator"] and text[match.end() : match.end() + 1] != "}":
                return False
            depth += 1
        elif depth and written in ("{", "}"):
            depth += 1 if written == "{" else -1
    return not depth and dollars == text.count("$")


def interpolate_braced(text: str, known: Mapping[str, str]) -> str:
    """Return a text with `${NAME}` replaced, as configurations of pipelines write it.

    Besides what Compose knows there are `${NAME:default}` with a name in capitals,
    `${env:NAME}` and `${oc.env:NAME,default}`. `$NAME` and `$$` stay, as they have a meaning in
    SQL; what else stands in `${…}` (`${params.day}`) stays as well.
    """
    return _replace(text, known, _BRACED) if "${" in text else text
