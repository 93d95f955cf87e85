"""Links by which pytest would walk in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


class Circles:
    """Leaves out of pytest's walk what leads back to a folder that it is walking through.

    pytest follows links to folders. Behind one that leads back lies only what is collected
    already, again and again until the system allows no more links in a path; where there are
    two of them, in every order of both.
    """

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_directory(
        self, path: Path, parent: pytest.Collector
    ) -> Generator[None, pytest.Collector | None, pytest.Collector | None]:
        """Return no collector for a link back."""
        found = yield
        return None if path.is_symlink() and _leads_back(path, parent) else found


def _leads_back(link: Path, parent: pytest.Collector) -> bool:
    """Tell whether a link leads to a folder that is walked and holds it.

    On the way down to what the command line names pytest walks nothing else: that is no circle.
    """
    session = parent.session
    if session.isinitpath(link, with_parents=True):
        return False
    real = link.resolve()
    walked = False
    for node in parent.listchain():
        walked = walked or session.isinitpath(node.path)
        if walked and node.path.resolve() == real:
            return True
    return False
