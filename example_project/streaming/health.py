"""A small HTTP server for probes and for Prometheus."""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class HealthServer:
    """Answers /healthz, /ready and /metrics beside the job, until it is closed."""

    def __init__(
        self, port: int, is_ready: Callable[[], bool], counters: Callable[[], Mapping[str, int]]
    ) -> None:
        pages: dict[str, Callable[[], tuple[HTTPStatus, str]]] = {
            "/healthz": lambda: (HTTPStatus.OK, "alive\n"),
            "/ready": lambda: (
                (HTTPStatus.OK, "ready\n")
                if is_ready()
                else (HTTPStatus.SERVICE_UNAVAILABLE, "starting or stopping\n")
            ),
            "/metrics": lambda: (HTTPStatus.OK, as_metrics(counters())),
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path, lambda: (HTTPStatus.NOT_FOUND, "no such page\n"))
                status, text = page()
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Probes every few seconds are no news."""

        self.server = ThreadingHTTPServer(("", port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def as_metrics(counters: Mapping[str, int]) -> str:
    """Return counters in Prometheus' text format."""
    lines = []
    for name, count in sorted(counters.items()):
        metric = f"streaming_etl_{name}_total"
        lines += [f"# TYPE {metric} counter", f"{metric} {count}"]
    return "\n".join(lines) + "\n"
