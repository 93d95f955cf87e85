import logging
import time


class TimedJob:
    """Says how long its steps took."""

    log = logging.getLogger("etl.timing")

    def timed(self, step: str, since: float) -> None:
        self.log.info("%s took %.1f s", step, time.monotonic() - since)
