"""What values say of the probes that a chart gives its components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.kubernetes.details import Detail, at, words
from pytest_etl_diagram.deployments.kubernetes.probes import PROBES, asked, patience
from pytest_etl_diagram.documents.tree import Mapping, is_null, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.values import Values

DISABLED = "disabled"
OF_THE_CHART = "the chart's own"


def probes_told(own: Values) -> Iterator[Detail]:
    """Yield the probes of a component of which something is said.

    Others are as the chart has them, which values don't tell.
    """
    for name, key in PROBES.items():
        found, line = at(own.tree, key)
        if found is None:
            continue
        probe = mapping(found)
        if is_null(found) or not own.on(f"{key}.enabled", default=True):
            yield Detail(name, DISABLED, own.line(f"{key}.enabled") or line)
            continue
        command = " ".join(words(item) for item in items(probe.get("command")))
        test = asked(probe, Mapping()) or in_one_line(command)
        how = ", ".join(setting for setting, _ in patience(probe, defaults=False))
        said = f"{test or OF_THE_CHART}; {how}" if how else test
        yield Detail(name, said, line)
