"""Plugins that throw away the items of others in folders that they take for theirs.

pytest-airflow-in-a-box imports the DAG files below `airflow_collect_dags_folder`, and to have each
of them once removes from the run, without deselecting it, all that anybody else found there. Its
hook comes first (`tryfirst`), so diagrams stand aside until it is through, and are there again for
what selects and sorts.
"""

from __future__ import annotations

import pytest

from pytest_etl_diagram.collection.items import DiagramItem, SourceItem

_PRUNERS = ("pytest_airflow_in_a_box",)
"""The names by which pytest knows such plugins."""


def stand_aside(config: pytest.Config) -> None:
    """Keep diagrams from the plugins that would throw them away, where one of those is there."""
    if any(config.pluginmanager.hasplugin(name) for name in _PRUNERS):
        aside = _Aside()
        config.pluginmanager.register(aside, "etl-diagrams-aside")
        config.pluginmanager.register(_BackAgain(aside), "etl-diagrams-back-again")


class _Aside:
    """Takes the diagrams out, with their places: registered last, so first of the first."""

    def __init__(self) -> None:
        self.items: list[tuple[int, pytest.Item]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the items of others."""
        ours = (DiagramItem, SourceItem)
        self.items = [pair for pair in enumerate(items) if isinstance(pair[1], ours)]
        items[:] = [item for item in items if not isinstance(item, ours)]


class _BackAgain:
    """Puts the diagrams back, ahead of the hooks that select and sort."""

    def __init__(self, aside: _Aside) -> None:
        self._aside = aside

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put each at the place that it had."""
        for place, item in self._aside.items:
            items.insert(place, item)
