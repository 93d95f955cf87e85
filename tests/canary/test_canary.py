"""No secret shows in any output, wherever in a file of whatever kind it stands.

Each project is drawn, then changed so that it fails, then its secrets are changed: all that the
plugin writes and prints is searched for the secrets.
"""

from __future__ import annotations

import pytest

import pytest_etl_diagram.collection.session  # noqa: F401 -- each run in this process would import it again
from tests.canary.kinds import KINDS
from tests.canary.planted import canary, fragments, named, texts

FLAGS = ("--etl-diagrams", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")


class Run:
    """A project with secrets, and what runs of pytest in it gave away."""

    def __init__(self, pytester, kind):
        self.pytester = pytester
        self.kind = kind
        self.told = []

    def write(self, number, change=""):
        told = {about: text for about, (text, _) in texts(change).items()}
        secrets = {name: canary(f"{name}{change}", 24) for name in named()}
        for path, text in KINDS[self.kind](secrets, told, number).items():
            target = self.pytester.path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")

    def run(self, *args):
        result = self.pytester.runpytest_inprocess(
            *FLAGS, "-vv", "--etl-diagrams-report=out.json", "--etl-diagrams-pending=pending", *args
        )
        self.told += [result.stdout.str(), result.stderr.str()]
        for folder in ("__etl_diagrams__", "pending"):
            for path in (self.pytester.path / folder).rglob("*"):
                self.told.append(str(path))
                if path.is_file():
                    self.told.append(path.read_text(encoding="utf-8"))
        self.told.append((self.pytester.path / "out.json").read_text(encoding="utf-8"))
        return result

    def leaks(self):
        """Return what secrets show, by what they are about."""
        said = "\n".join(self.told).lower()
        planted = {**named(), **{about: secret for about, (_, secret) in texts().items()}}
        return sorted(
            about
            for about, secret in planted.items()
            if any(part.lower() in said for part in fragments(secret))
        )


@pytest.fixture(params=KINDS)
def run(request, pytester, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    return Run(pytester, request.param)


def test_at_least_40_kinds_of_secret_are_planted():
    assert len(named()) + len(texts()) >= 40
    assert len({*named().values(), *(secret for _, secret in texts().values())}) >= 40


def test_no_secret_shows_in_drawings_reports_and_failures(run):
    run.write(3)
    assert run.run("--snapshot-update").ret == 0
    assert list((run.pytester.path / "__etl_diagrams__").rglob("*.md"))
    run.write(4)
    assert run.run().ret == 1
    assert run.leaks() == []


def test_a_changed_secret_is_no_drift(run):
    run.write(3)
    assert run.run("--snapshot-update").ret == 0
    run.write(3, change="changed")
    assert run.run().ret == 0
