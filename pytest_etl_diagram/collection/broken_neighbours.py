"""Diagrams are compared although a test module beside them can't be imported.

pytest stops before the first test where the collection of any file failed. A
pipeline's drawing doesn't depend on that file, so our items run all the same;
the run still ends as pytest ends it: interrupted, with exit status 2.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.collection.items import DiagramItem, SourceItem

if TYPE_CHECKING:
    from collections.abc import Generator


class BrokenNeighbours:
    """Runs our items of a session whose collection failed elsewhere."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Run our items first where pytest is about to give up."""
        if _gives_up(session):
            ours = [item for item in session.items if isinstance(item, (DiagramItem, SourceItem))]
            for item, following in zip_longest(ours, ours[1:]):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.shouldfail or session.shouldstop:
                    break
        return (yield)


def _gives_up(session: pytest.Session) -> bool:
    """Tell whether pytest's own loop will only say that the collection failed.

    Under xdist it is the controller that gives up, and the workers have no say.
    """
    option = session.config.option
    if option.collectonly or option.continue_on_collection_errors:
        return False
    if getattr(option, "numprocesses", None) or hasattr(session.config, "workerinput"):
        return False
    return session.testsfailed > 0 and not (session.shouldfail or session.shouldstop)
