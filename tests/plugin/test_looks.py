"""How wide failure texts are."""

from types import SimpleNamespace

import pytest

from pytest_etl_diagram.collection.looks import look_of, tell_worker


def config(*, isatty, columns, told=None):
    """Return a stand-in for pytest's configuration, of a run in a terminal or a pipe."""
    reporter = SimpleNamespace(isatty=isatty)
    inputs = {} if told is None else {"workerinput": {"etl_diagram_width": told}}
    return SimpleNamespace(
        pluginmanager=SimpleNamespace(get_plugin=lambda _: reporter),
        get_terminal_writer=lambda: SimpleNamespace(fullwidth=columns),
        get_verbosity=lambda: 0,
        **inputs,
    )


@pytest.mark.parametrize(
    ("isatty", "columns", "width"),
    [(True, 72, 72), (True, 300, 100), (True, 20, 50), (False, 72, 100)],
    ids=["a terminal", "a wide one", "a tiny one", "a pipe"],
)
def test_a_text_is_as_wide_as_the_terminal_within_reason(monkeypatch, isatty, columns, width):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert look_of(config(isatty=isatty, columns=columns)).width == width


def test_a_pipe_is_as_wide_as_the_environment_says(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    assert look_of(config(isatty=False, columns=72)).width == 72


def test_a_worker_writes_for_the_terminal_of_its_controller():
    node = SimpleNamespace(workerinput={})
    tell_worker(node, config(isatty=True, columns=66))
    worker = config(isatty=False, columns=80, told=node.workerinput["etl_diagram_width"])
    assert look_of(worker).width == 66
