"""Secrets that a Compose file gives its services, where they stand again in a command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.masking import MASK, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.environment import Setting

_SHORTEST = 6
_WORD = re.compile(r"[A-Za-z]+")


def secret_values(settings: Iterable[Setting]) -> frozenset[str]:
    """Return the values of secrets that can be told from words.

    Of `POSTGRES_PASSWORD: airflow` nothing can be hidden elsewhere: too much is called so.
    """
    return frozenset(
        each.value
        for each in settings
        if is_secret_name(each.name)
        and len(each.value) >= _SHORTEST
        and not _WORD.fullmatch(each.value)
        and "{" not in each.value
    )


def hidden(text: str, values: frozenset[str]) -> str:
    """Return a text with every one of these values hidden, where it stands as a whole."""
    for value in sorted(values, key=lambda each: (-len(each), each)):
        if value in text:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", MASK, text)
    return text
