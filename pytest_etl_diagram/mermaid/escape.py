"""Text that Mermaid and Markdown would take for syntax, written so that they show it.

One table of rules a spot; every character that a rule matches is written as
an entity (`#58;` in Mermaid, `&#58;` in Markdown), except ASCII letters and
digits, and except what nobody could see in the drawing (`unseen.py`): that has a
notation of its own (`␦202e;`), which shows as it stands there. The rules name
fixed ranges of characters and no Unicode category, so that every Python writes
the same bytes. What each rule is for was measured on Mermaid 10.9, 11.0 to 11.17
and 12.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.unseen import (
    BLANKS,
    FLOOD,
    HIDDEN,
    MARKS,
    NEVER_DRAWN,
    SELECTORS,
)

_WORD = "0-9A-Za-z_\u00c0-\u1fff\u2c00-\u2fef\u3040-\ud7ff\uf900-\ufdcf\U00010000-\U0001efff"
"""What `_` may stand between without meaning emphasis: letters, by whole blocks."""

_SUBSTITUTE = "\u2426"
"""Opens the notation of a character that can't be drawn, or seen: `␦1b;`."""

_NAMED = {'"': "quot", "<": "lt", ">": "gt", "&": "amp"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A regular expression of what is written as entities, and what would happen without it."""

    pattern: str
    why: str


_EVERYWHERE = (
    Rule(f"[{NEVER_DRAWN}]", "refused by HTML and XML"),
    Rule(f"[{HIDDEN}]", "neither a reviewer nor who looks at the drawing can see it"),
    Rule(f"[{BLANKS}{SELECTORS}]", "a reviewer can't see it"),
    Rule(FLOOD, "covers what is drawn around it"),
    Rule(_SUBSTITUTE, "opens our notation of undrawable characters"),
    Rule(r"\A | \Z|(?<= ) ", "blanks at the ends and in runs are dropped"),
    Rule(r"(?<=www)\.|(?<=WWW)\.", "autolink"),
    Rule(rf"(?<![{_WORD}])_+|_+(?![{_WORD}])", "emphasis: __init__ is drawn as a bold init"),
    Rule(
        rf"(?<=[{HIDDEN}])_+|(?<=[{MARKS}]{{5}})_+|_+(?=[{HIDDEN}])", "the same beside a notation"
    ),
)

_IN_MERMAID = (
    *_EVERYWHERE,
    Rule('"', "ends the label"),
    Rule(r"[#`\\~<]", "entity, Markdown, line break, strike-through, tag"),
    Rule(r"&(?! [^ ])", "HTML entity"),
    Rule("\ufb02|\u00b6(?=\u00df)", "Mermaid's own marks for entities"),
    Rule(r"(?<=[^ ])\*", "closes an emphasis"),
    Rule(r"\](?=[(\[:])", "Markdown link"),
    Rule(r"(?<=[^ ])@", "autolink of a mail address"),
    Rule(r":(?=//|fa-)", "autolink, icon"),
    Rule(r"(?<=\$)\$", "KaTeX"),
    Rule(r"%(?=%)|(?<=%)%", "comment"),
    Rule(r"(?<=direction) (?=TB|TD|BT|LR|RL)", "the line is read as a direction statement"),
)

_AT_LINE_START = (
    Rule(r"\A[-+*=>|:]", "Markdown list, heading, quote or table"),
    Rule(r"\A[0-9]{1,9}[.)](?![^ ])", "Markdown numbered list"),
)

_IN_HEAD = (Rule(r":(?![^ ])", "a colon and a blank separate a fact's name from its value"),)

_IN_SEQUENCE = (Rule(";", "ends the statement"),)

_IN_ALIAS = (Rule("\\A\u00ab", "opens a participant's role"),)

_IN_MARKDOWN = (
    *_EVERYWHERE,
    Rule(r"[\\`*<>&\[\]~|$#@:!{}^]", "Markdown, mention, emoji, formula"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place that text is written at: the rules there, and what opens and closes an entity."""

    rules: tuple[Rule, ...]
    opening: str = "#"
    closing: str = ";"


@cache
def _pattern(spot: Spot) -> re.Pattern[str]:
    """Return what is written as entities at `spot`; compiling it takes 5 ms, so only if used."""
    return re.compile("|".join(rule.pattern for rule in spot.rules))


VALUE = Spot(_IN_MERMAID)
"""Text behind a fact's name."""

LINE = Spot((*_IN_MERMAID, *_AT_LINE_START))
"""A line of a label that isn't taken apart: a group's name, an edge's label."""

HEAD = Spot((*_IN_MERMAID, *_AT_LINE_START, *_IN_HEAD))
"""A line of a node's label that must not look like `name: value`."""

_CLOSING = "#59;"
"""What closes an entity where a `;` ends the statement."""

SAID = Spot((*_IN_MERMAID, *_AT_LINE_START, *_IN_SEQUENCE), closing=_CLOSING)
"""A line of what a sequence says: a message, a note, the label of a frame."""

ALIAS_HEAD = Spot(
    (*_IN_MERMAID, *_AT_LINE_START, *_IN_HEAD, *_IN_SEQUENCE, *_IN_ALIAS), closing=_CLOSING
)
"""The same as HEAD in the label of a participant."""

ALIAS_VALUE = Spot((*_IN_MERMAID, *_IN_SEQUENCE), closing=_CLOSING)
"""The same as VALUE in the label of a participant."""

TITLE = Spot((*_IN_MERMAID, *_IN_HEAD))
"""A drawing's title, behind words of ours."""

MARKDOWN = Spot(_IN_MARKDOWN, opening="&#")
"""Text in a Markdown heading."""

_NOTED = re.compile(f"[{NEVER_DRAWN}{HIDDEN}{MARKS}]")
_LATE_COLON = re.compile(r":(?=[^ ]*#)")
_ENTITY = re.compile(rf"&?#([0-9]{{1,7}}|quot|lt|gt|amp);|{_SUBSTITUTE}([0-9a-f]{{1,6}})(?:;|#59;)")
_SURROGATES = range(0xD800, 0xE000)
_END_OF_UNICODE = 0x110000


@lru_cache(maxsize=8192)
def escape(text: str, spot: Spot) -> str:
    """Return `text` as it is written at `spot`, one of those above."""
    opening, closing = spot.opening, spot.closing
    return _pattern(spot).sub(
        lambda match: "".join(_entity(c, opening, closing) for c in match[0]), text
    )


def _entity(character: str, opening: str, closing: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    if _NOTED.match(character):
        return f"{_SUBSTITUTE}{ord(character):x}{closing}"
    if opening == "#" and character in _NAMED:
        return f"#{_NAMED[character]};"
    return f"{opening}{ord(character)};"


def settle(label: str) -> str:
    """Return a whole escaped label safe from what Mermaid does to lines about styles.

    On a line that says "style" or "classDef" Mermaid drops the last `;` behind
    a colon and an entity in one word, so that colon is an entity as well.
    """
    return _LATE_COLON.sub("#58;", label)


def unescape(text: str) -> str:
    """Return the text that `escape` was given. Raises SnapshotFormatError for no character."""
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    for character, name in _NAMED.items():
        if match[1] == name:
            return character
    code = int(match[1]) if match[1] else int(match[2], 16)
    if code >= _END_OF_UNICODE or (match[1] and code in _SURROGATES):
        message = f"{match[0]} stands for no character"
        raise SnapshotFormatError(message)
    return chr(code)
