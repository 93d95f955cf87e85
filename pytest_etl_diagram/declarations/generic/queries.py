"""SQL texts of settings: the same however they are laid out, and which tables they read."""

from __future__ import annotations

import hashlib
import re

from pytest_etl_diagram.flows.endpoints.sql import is_sql, read_sql
from pytest_etl_diagram.flows.endpoints.sql.tokens import tokens

MAX_SHOWN = 400
"""A longer query is cut, and what it is shows in the hash of the whole."""
_TEMPLATE = re.compile(r"\{%[^{}]*%\}")
_CLOSE_BEFORE, _CLOSE_BEHIND = frozenset(",);"), frozenset("(")


def normalised(query: str) -> str:
    """Return a query on one line, without comments, blanks outside of texts made the same.

    A template's own statements (`{% if … %}`) stay.
    """
    words: list[tuple[str, bool]] = []  # each with whether there is a blank before it
    end = 0
    for token in tokens(query):
        gap = query[end : token.start]
        words.extend((found, True) for found in _TEMPLATE.findall(gap))
        words.append((query[token.start : token.end], bool(gap)))
        end = token.end
    words.extend((found, True) for found in _TEMPLATE.findall(query[end:]))
    text = before = ""
    for word, is_apart in words:
        is_close = word in _CLOSE_BEFORE or before in _CLOSE_BEHIND
        text += f" {word}" if is_apart and not is_close else word
        before = word
    return text.strip().rstrip(";").strip()


def shortened(query: str) -> str:
    """Return a long query cut, with a hash of all of it: any change of it shows."""
    if len(query) <= MAX_SHOWN:
        return query
    digest = hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{query[:MAX_SHOWN]}… ({digest})"


def tables_of(query: str, system: str) -> tuple[str, ...]:
    """Return the tables that a query reads, sorted."""
    found = read_sql(query, system)
    return tuple(sorted({name for one in found for name in one.reads}))


def looks_like_sql(text: str) -> bool:
    """Tell whether a text is recognisably SQL."""
    return is_sql(text)
