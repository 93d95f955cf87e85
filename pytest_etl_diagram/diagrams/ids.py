"""Mermaid ids: a kind prefix and the name, made unique by the name alone."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9_]{1,80}")
_LIKE_HASHED = re.compile(r".*_[0-9a-f]{6}")
_OTHER = re.compile(r"[^A-Za-z0-9_]")
MAX_LENGTH = 80


def make_id(prefix: str, name: str) -> str:
    """Return the id of a name, e.g. `t_load_to_snowflake`.

    A name that can't be an id as it is (`group.task`) gets a suffix from its
    own hash and never from a counter: another name that comes or goes must not
    change it.
    """
    if _PLAIN.fullmatch(name) and not _LIKE_HASHED.fullmatch(name):
        return prefix + name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{prefix}{_OTHER.sub('_', name)[:MAX_LENGTH]}_{digest}"
