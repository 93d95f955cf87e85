"""Structured logging: an event's name, and its facts as fields.

    log.info("extracted", extra={"rows": 12_034})

gives `{"time": ..., "level": "INFO", "logger": ..., "event": "extracted", "rows": 12034}`
in the log file and `INFO pipelines.daily_sales extracted rows=12034` on the console.
"""

from __future__ import annotations

import json
import logging
import logging.config
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
"""What every record holds; the rest came as `extra`."""


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class ConsoleFormatter(logging.Formatter):
    """One short line for people; tracebacks are in the log file."""

    def format(self, record: logging.LogRecord) -> str:
        fields = (f"{name}={value}" for name, value in _fields(record).items())
        return " ".join([record.levelname, record.name, record.getMessage(), *fields])


def configure_logging(settings: dict[str, Any], *, verbose: bool = False) -> None:
    """Apply the contents of logging_config.yaml; `verbose` shows all on the console."""
    for handler in settings["handlers"].values():
        if "filename" in handler:
            Path(handler["filename"]).parent.mkdir(parents=True, exist_ok=True)
    if verbose:
        settings["handlers"]["console"]["level"] = "INFO"
    logging.config.dictConfig(settings)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}
