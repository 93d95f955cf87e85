"""An API on the loopback interface that misbehaves as told."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Broken:
    """Answers that a page can be replaced by: each is (status, headers, body)."""

    TOO_MANY = (429, {"Retry-After": "7"}, b"slow down")
    FAILING = (500, {}, b"oops")
    NOT_FOUND = (404, {}, b"gone")
    NOT_JSON = (200, {}, b"<html>maintenance</html>")
    NO_ITEMS = (200, {}, b'{"error": "maintenance"}')
    EMPTY = (200, {}, b'{"items": [], "total": 7}')
    CUT_OFF = (200, {"Content-Length": "5000"}, b'{"items": [{"id"')


@contextmanager
def serve(rows, broken=()):
    """Yield a URL and the list of queries; answer the n-th request by broken[n] if it is set."""
    requests, script = [], list(broken)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            query = {k: v[-1] for k, v in parse_qs(urlsplit(self.path).query).items()}
            requests.append(query)
            status, headers, body = (script.pop(0) if script else None) or page(query)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if headers.get("Content-Length"):
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_):
            pass

    def page(query):
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
        items = rows[offset : offset + limit]
        return 200, {}, json.dumps({"items": items, "total": len(rows)}).encode()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", requests
        finally:
            server.shutdown()
