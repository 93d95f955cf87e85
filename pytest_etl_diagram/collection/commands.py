"""The command that accepts a diagram, ready to be copied into a shell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_etl_diagram.report.shells import is_quotable, item_argument, quote

_KEPT_OPTIONS = ("-c", "--config-file", "--rootdir", "-o", "--override-ini")
"""What a command line must repeat for pytest to see the same project."""


def accept_command(config: pytest.Config, nodeid: str) -> str:
    """Return the command that writes the snapshot of the item `nodeid`, and only that."""
    words = ["pytest", *_kept(config.invocation_params.args), "--etl-diagrams", "--snapshot-update"]
    argument = _argument(config, nodeid)
    return " ".join(quote(word) for word in [*words, *argument])


def accept_all_command(config: pytest.Config) -> str:
    """Return the command that writes all snapshots of what this run looked at."""
    words = ["pytest", *_kept(config.invocation_params.args), "--etl-diagrams", "--snapshot-update"]
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        words += [arg for arg in config.args if arg in config.invocation_params.args]
    return " ".join(quote(word) for word in words)


def _argument(config: pytest.Config, nodeid: str) -> list[str]:
    """Return the node id as seen from where pytest was started.

    Nothing where it can't be given, to pytest or to the shell: the whole project then is.
    """
    source, _, name = nodeid.partition("::")
    path = os.path.relpath(config.rootpath / source, config.invocation_params.dir)
    argument = item_argument(Path(path).as_posix(), name) if "\\" not in source else ""
    return [argument] if argument and is_quotable(argument) else []


def _kept(args: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    rest = iter(args)
    for arg in rest:
        option, equals, _ = arg.partition("=")
        if option in _KEPT_OPTIONS:
            kept += [arg] if equals else [arg, next(rest, "")]
    return kept
