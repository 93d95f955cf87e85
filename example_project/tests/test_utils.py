"""Settings, alerts and the log."""

from __future__ import annotations

import json
import logging
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from utils.alerts import send_alert
from utils.errors import ConfigError
from utils.logger import ConsoleFormatter, JsonFormatter
from utils.settings import CONFIG, filled, load_yaml


def test_placeholders_are_filled_wherever_they_stand():
    settings = {"url": {"host": "${HOST:-localhost}:${PORT}"}, "list": ["${HOST:-}", 5, None]}
    assert filled(settings, {"PORT": "5432", "HOST": ""}) == {
        "url": {"host": "localhost:5432"},
        "list": ["", 5, None],
    }


def test_placeholder_without_a_value_is_named():
    with pytest.raises(ConfigError, match="environment variable PORT isn't set"):
        filled(["${PORT}"], {})


@pytest.mark.parametrize("text", ["- a list", "a: [1", None])
def test_file_that_holds_no_settings_is_named(tmp_path, text):
    if text:
        (tmp_path / "some.yaml").write_text(text)
    with pytest.raises(ConfigError, match=r"some\.yaml"):
        load_yaml("some.yaml", tmp_path)


def test_no_password_stands_in_the_configuration():
    for path in CONFIG.glob("*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, value = line.strip().partition(": ")
            if name in ("password", "token", "account", "iam_role"):
                assert value.startswith("${")
                assert ":-" not in value


def record(**extra):
    return logging.makeLogRecord(
        {"name": "pipelines", "levelname": "INFO", "msg": "extracted", **extra}
    )


def test_log_lines_are_json_with_the_facts_as_fields():
    line = json.loads(JsonFormatter().format(record(rows=12, day=object)))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "pipelines",
        "event": "extracted",
        "rows": 12,
        "day": "<class 'object'>",
    }


def test_console_lines_are_short():
    assert ConsoleFormatter().format(record(rows=12)) == "INFO pipelines extracted rows=12"


@pytest.mark.parametrize("status", [200, 500])
def test_alert_is_logged_and_posted_even_if_nobody_takes_it(monkeypatch, caplog, status):
    posted = []

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Webhook) as server:
        Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("ALERT_WEBHOOK_URL", f"http://127.0.0.1:{server.server_port}")
        send_alert("daily_sales failed")
    assert posted == [{"text": "daily_sales failed"}]
    events = [entry.message for entry in caplog.records if entry.name == "utils.alerts"]
    assert events == ["alert"] + ["alert not delivered"] * (status == 500)
