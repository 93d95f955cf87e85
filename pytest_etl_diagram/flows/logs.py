"""Lines of a log: which calls write them, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import External, text_of
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.flows.words import cut

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.values import Args

LEVELS = frozenset("debug info warning warn error exception critical fatal log success".split())
"""The methods of loggers that write a line."""

MAKERS = ("getLogger", "get_logger", "loguru.logger", "get_run_logger", "get_dagster_logger")
"""What a logger comes from, wherever it is held."""

HINTS = frozenset("log logger logging _log _logger LOG LOGGER".split())


def is_log(owner: object, name: str, callee: str) -> bool:
    """Tell whether a call writes a line of a log."""
    if callee == "print" or (callee.startswith("logging.") and name in LEVELS):
        return True
    if name not in LEVELS or owner is None:
        return False
    if isinstance(owner, External):
        return owner.leaf in HINTS
    text = text_of(owner)
    hint = owner.hint if isinstance(owner, Product) else ""
    return hint in HINTS or any(maker in text for maker in MAKERS)


def log_words(args: Args) -> str:
    """Return the words of a line: its format, without the values."""
    if not args.positional:
        return ""
    return cut(text_of(args.positional[0]))
