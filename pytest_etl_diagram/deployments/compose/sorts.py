"""What a service is: its area, and whether it runs to its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.references import references
from pytest_etl_diagram.deployments.compose.running import is_told_never_to_restart, runs_as_job
from pytest_etl_diagram.deployments.compose.tree import Table, text_of
from pytest_etl_diagram.deployments.images import Known, classify, known_image

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.running import Told

_COMPLETED = "service_completed_successfully"
_ENDS = {
    "service": re.compile(
        r"(?:^|[-_.])(?:init|setup|migrate|migrations?|bootstrap|seed(?:er)?|provision(?:er)?)"
        r"(?:$|[-_.])|^(?:create|register)"
    ),
    "store": re.compile(r"(?:^|[-_.])(?:init|setup|migrate|migrations?)(?:$|[-_.])|^create"),
}
"""Names of what does its work and ends, by the sort that its image has else."""

_STAYS = ("ports", "expose", "healthcheck")
"""What a service has that is there for others: not what runs to its end."""


def known_of(name: str, service: Table, told: dict[str, Told]) -> Known:
    """Return what a service with these facts is: by its image, or the one that is built on."""
    image = text_of(service.get("image"))
    if known_image(image) is None and "base" in told:
        image = told["base"][0]
    command = " ".join(told[fact][0] for fact in ("entrypoint", "command") if fact in told)
    return classify(name, image, command)


def awaited(model: Model) -> frozenset[str]:
    """Return the services whose end others wait for."""
    return frozenset(
        reference.name
        for key in model.section("services")
        for reference in references(table_of(key))
        if _COMPLETED in reference.condition
    )


def runs_to_its_end(name: str, service: Table, known: Known) -> bool:
    """Tell whether a service does its work and ends, going by what is said of it and its name."""
    if runs_as_job(service):
        return True
    if is_told_never_to_restart(service):
        return service.get("command") is not None or service.get("entrypoint") is not None
    again = text_of(service.get("restart")).partition(":")[0]
    names = _ENDS.get(known.sort)
    return (
        names is not None
        and again in ("", "on-failure")
        and names.search(name) is not None
        and all(service.get(each) is None for each in _STAYS)
    )
