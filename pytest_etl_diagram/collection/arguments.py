"""Command line arguments for snapshots of whole projects that aren't there yet.

pytest refuses an argument whose file doesn't exist, but the node id of such a
drawing must be good for writing the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    import pytest


def take_out(config: pytest.Config, places: Container[Path]) -> list[tuple[Path, str]]:
    """Take the arguments that name one of `places`, where no file is, out of the command line.

    Returns the path and the name of the item, "" for all, of each. Arguments given by
    `testpaths` are looked at, too. xdist's workers read the command line for themselves.
    """
    found = []
    kept = []
    for argument in config.args:
        place, _, name = argument.partition("::")
        path = Path(os.path.normpath(config.invocation_params.dir / place))
        if path in places and not path.exists():
            found.append((path, name))
        else:
            kept.append(argument)
    config.args[:] = kept
    return found


def selects(name: str, item: pytest.Item) -> bool:
    """Tell whether an argument's name means an item, by pytest's rule: `a` means `a[b]`, too."""
    return name in ("", item.name, item.name.partition("[")[0])
