"""Reports of hostile pipelines are well-formed, and nothing in them does more than show."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.report.github import SHOWN
from tests.trust.injection.conftest import NAMES
from tests.trust.injection.looking import CI_COMMANDS, require_plain, steering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.plugin.conftest import PipelineProject
    from tests.trust.injection.conftest import Printed

SCHEMA = Path(__file__).parents[2] / "report" / "sarif-2.1.0.schema.json"
COMMAND = re.compile(r"::(?:error|warning|notice) (?:file=[^:,]*,)?(?:line=\d+,)?title=[^:,]*::.*")
TAGS = {"<br>", "<code>", "</code>"}
BLOCKS = re.compile(r"<details><summary>[A-Z][a-z ]+</summary>|</details>")


@pytest.fixture
def reported(drifted: PipelineProject, printed: Printed) -> dict[str, str]:
    """Run as on GitHub; return the reports by their suffixes, and what was printed."""
    drifted.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = drifted.root / "summary.md"
    drifted.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    suffixes = ("json", "md", "html", "sarif")
    reports = [f"--etl-diagrams-report=report.{suffix}" for suffix in suffixes]
    output = printed("-v", *reports, f"--etl-diagrams-report={summary}")
    found = {s: (drifted.root / f"report.{s}").read_bytes().decode("utf-8") for s in suffixes}
    return {**found, "summary": summary.read_bytes().decode("utf-8"), "printed": output}


def test_reports_of_hostile_pipelines(reported: dict[str, str]) -> None:
    require_json(reported["json"])
    require_sarif(reported["sarif"])
    require_markdown(reported["md"])
    require_markdown(reported["summary"])
    require_page(reported["html"])
    require_commands(reported["printed"])


def require_json(text: str) -> None:
    assert steering(text) - flooded(text) == set()
    report = json.loads(text)
    assert {one["name"] for one in report["diagrams"]} == {*NAMES.values(), "plain", "all"}
    assert {one["status"] for one in report["diagrams"]} == {"drifted"}


def flooded(text: str) -> set[str]:
    """Return what stands in data as it is: accents, and what has a look on some computers."""
    return {
        each
        for each in steering(text)
        if re.fullmatch("[\u0300-\u036f\u0e47]+|[\ue000-\uf8ff\U000f0000-\U0010ffff\u0378]", each)
    }


def require_sarif(text: str) -> None:
    assert steering(text) - flooded(text) == set()
    report = json.loads(text)
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
    for result in report["runs"][0]["results"]:
        for link in re.findall(
            r"(?<!\\)\[(?:\\.|[^\]\\])*\]\(([^)]*)\)", result["message"]["text"]
        ):
            assert link.isdecimal()
        for place in result["locations"]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri)


def require_markdown(text: str) -> None:
    assert steering(text) - flooded(text) == set()
    assert list(forged(text)) == []
    commonmark = pytest.importorskip("markdown_it", reason="comes with rich")
    tokens = commonmark.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in tokens}
    assert not kinds & {"blockquote_open", "code_block"}
    for token in tokens:
        if token.type == "html_block":
            assert BLOCKS.fullmatch(token.content.strip()), token.content
        if token.type == "fence":
            assert token.info in ("mermaid", "diff", "sh")
        require_inline(token.children or ())


def require_inline(tokens: Any) -> None:
    in_code = False
    for token in tokens:
        assert token.type not in ("link_open", "image", "em_open", "s_open")
        if token.type == "html_inline":
            assert token.content in TAGS
            in_code = token.content == "<code>"
        elif token.type == "text" and not in_code:
            assert not re.search(r"[@#]\w|https?://|www\.", token.content), token.content


class Page(html.parser.HTMLParser):
    """The elements of a page as a browser makes them, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


def require_page(text: str) -> None:
    found = Page(text).found
    scripts = [names for tag, names in found if tag == "script"]
    assert [names.get("type") for names in scripts if names.get("id") != "mermaid-source"] == [
        "application/json",
        "text/plain",
        None,
    ]
    assert not {tag for tag, _ in found} & {"img", "iframe", "object", "embed", "form", "base"}
    assert not [name for _, names in found for name in names if name.startswith("on")]
    (policy,) = (n["content"] for _, n in found if n.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-\S+'( 'sha256-\S+')?", rules["script-src"])
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def require_commands(text: str) -> None:
    ours = [line for line in text.split("\n") if line.startswith("::")]
    assert 0 < len(ours) <= 3 * SHOWN
    assert [line for line in ours if not COMMAND.fullmatch(line)] == []
    for line in ours:
        _, _, rest = line.partition("::")
        assert steering(line) == set()
        assert "##[" not in rest
    others = "\n".join(line for line in text.split("\n") if not line.startswith("::"))
    require_plain(others)


def forged(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if CI_COMMANDS.search(line))
