"""An events API on the loopback interface, for the time of a run.

The same date always gives the same events; some have no user, and some come twice.
"""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS_A_DAY = 3_000
MAX_LIMIT = 500
_KINDS = ("login", "search", "view", "add_to_cart", "checkout")


@contextmanager
def serve() -> Iterator[str]:
    """Yield the URL of a running server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def events(day: date, count: int = EVENTS_A_DAY) -> list[dict[str, Any]]:
    """Return the events of a day, in the order of their times."""
    chance = random.Random(day.toordinal())
    start = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    found: list[dict[str, Any]] = []
    for second in sorted(chance.randrange(86_400) for _ in range(count)):
        event = {
            "event_id": f"{day:%Y%m%d}-{len(found):06}",
            "user_id": f"U{chance.randrange(400):03}" if chance.random() > 0.01 else None,
            "event": chance.choice(_KINDS),
            "occurred_at": (start + timedelta(seconds=second)).isoformat(),
        }
        found += [event] * (2 if chance.random() < 0.01 else 1)
    return found


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if url.path == "/health":
            self._answer(200, {"status": "ok"})
        elif url.path == "/events":
            self._answer(200, _page(query))
        else:
            self._answer(404, {"error": f"there is no {url.path}"})

    def _answer(self, status: int, contents: dict[str, Any]) -> None:
        body = json.dumps(contents).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the console for the pipeline."""


def _page(query: dict[str, str]) -> dict[str, Any]:
    found = events(date.fromisoformat(query["date"]))
    offset, limit = int(query.get("offset", 0)), int(query.get("limit", MAX_LIMIT))
    return {"items": found[offset : offset + min(limit, MAX_LIMIT)], "total": len(found)}
