"""What runs before a service: steps that came, went or do something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.images import image_rule
from pytest_etl_diagram.drift.members import members
from pytest_etl_diagram.drift.presence import ByPresence
from pytest_etl_diagram.drift.rules import rank

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = ByPresence(
    "service-dependency-added", "service-dependency-changed", "service-dependency-removed"
)
"""A service waits for what runs before it as it does for another service."""

_THEN = " → "


def init_rule(before: str | None, after: str | None) -> str:
    """Compare `wait (busybox nc …) → migrate (apache/airflow:3.1.8 db migrate)`."""
    was, is_now = dict(_steps(before)), dict(_steps(after))
    lost, gained = was.keys() - is_now.keys(), is_now.keys() - was.keys()
    if lost:
        return _STEPS.changed if gained else _STEPS.removed
    if gained:
        return _STEPS.added
    rules = [_does_rule(was[name], is_now[name]) for name in was if was[name] != is_now[name]]
    return min(rules, key=rank, default=_STEPS.changed)


def _steps(value: str | None) -> Iterator[tuple[str, str]]:
    """Yield the name of each step, and what it does: an image and a command."""
    for part in (value or "").split(_THEN):
        for step in members(part):
            name, _, does = step.partition(" (")
            yield name, does.removesuffix(")")


def _does_rule(before: str, after: str) -> str:
    """Return the rule for a step that does something else: in another image only, or not."""
    (image, _, command), (new_image, _, new_command) = (
        does.partition(" ") for does in (before, after)
    )
    if command != new_command:
        return "command-changed"
    return image_rule(image, new_image) or "command-changed"
