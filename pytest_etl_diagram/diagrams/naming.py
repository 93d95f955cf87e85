"""Names as drawings show them: without secrets, and different for different things."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Workflow


def shown_names(names: Iterable[str]) -> dict[str, str]:
    """Return each name as it is shown: masked, and with a number where others look like it then.

    Equal names are one. Numbers follow the order of `names`; only names with a secret in them
    have one, and nothing else tells them apart.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        masked = mask(name)
        shown, number = masked, 1
        while shown in taken:
            number += 1
            shown = f"{masked} ({number})"
        taken.add(shown)
        found[name] = shown
    return found


def with_shown_stages(workflow: Workflow) -> Workflow:
    """Return a workflow whose stages have the names that are shown."""
    names = shown_names(stage.name for stage in workflow.stages)
    if all(name == shown for name, shown in names.items()):
        return workflow
    return replace(
        workflow,
        stages=tuple(replace(stage, name=names[stage.name]) for stage in workflow.stages),
        dependencies=tuple(
            replace(d, source=names.get(d.source, d.source), target=names.get(d.target, d.target))
            for d in workflow.dependencies
        ),
    )
