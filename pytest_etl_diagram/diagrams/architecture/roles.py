"""The role of a component, which decides its colour and shape."""

from __future__ import annotations

from pytest_etl_diagram.diagrams.architecture.layers import EXTRACT, LOAD, TRANSFORM, words_of

WORDS: tuple[tuple[str, str], ...] = (
    ("validate", "validator validators validation validations validate checker checkers check"),
    ("validate", "checks quality expectation expectations assertion assertions"),
    ("notify", "alert alerts alerter alerting notifier notifiers notification notifications"),
    ("notify", "notify mailer messenger pager"),
)
"""Role → the words in names of classes and files that tell of it."""

_ROLE_OF = {word: role for role, words in WORDS for word in words.split()}
_OF_LAYERS = {EXTRACT: "extract", TRANSFORM: "transform", LOAD: "load"}


def role_of(names: tuple[str, ...], layer: str, *, is_interface: bool) -> str:
    """Return the role of a component by its names, the most telling first, and its layer."""
    if is_interface:
        return "interface"
    for name in names:
        for word in reversed(words_of(name)):
            if word in _ROLE_OF:
                return _ROLE_OF[word]
    return _OF_LAYERS.get(layer, "component")
