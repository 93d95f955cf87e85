"""Health checks: the test, and how often it is asked where that isn't the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.commands import shown_test
from pytest_etl_diagram.deployments.compose.quantities import duration
from pytest_etl_diagram.deployments.compose.tree import is_true, member, text_of, texts_of

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Node

DISABLED = "disabled"
OF_THE_IMAGE = "the image's own"

_DEFAULTS = {
    "interval": "30s",
    "timeout": "30s",
    "retries": "3",
    "start_period": "0s",
    "start_interval": "5s",
}
"""The settings of a health check in the order in which they are shown, with their defaults."""


def healthcheck(node: Node) -> str:
    """Return a health check in words: `redis-cli ping; interval: 10s, retries: 5`."""
    test = member(node, "test")
    if is_true(member(node, "disable")) or texts_of(test)[:1] == ("NONE",):
        return DISABLED
    settings = []
    for name, default in _DEFAULTS.items():
        value = text_of(member(node, name))
        value = value if name == "retries" else duration(value)
        if value not in ("", default):
            settings.append(f"{name}: {value}")
    words = shown_test(test) or OF_THE_IMAGE
    return f"{words}; {', '.join(settings)}" if settings else words
