"""Telling people of a failed run."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

import httpx

Alert = Callable[[str], None]
"""Takes the sentence that people get."""

log = logging.getLogger(__name__)


def send_alert(message: str) -> None:
    """Log `message` as critical, and post it to ALERT_WEBHOOK_URL if that is set.

    A webhook that fails is logged only: it must not hide the failure it tells of.
    """
    log.critical("alert", extra={"alert": message})
    url = os.environ.get("ALERT_WEBHOOK_URL")
    if url:
        try:
            httpx.post(url, json={"text": message}, timeout=10).raise_for_status()
        except httpx.HTTPError as error:
            log.error("alert not delivered", extra={"error": str(error)})  # noqa: TRY400 -- expected
