"""The HTML report as a text: whole, safe, the same every time, and small enough."""

from __future__ import annotations

import html.parser
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import html_pages
import pytest
from html_pages import (
    CHECK,
    CLEAN,
    EXTRACT,
    HOSTILE,
    LOAD,
    NOTIFY,
    chain,
    data_of,
    entry_of,
    stage,
)

from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.html import engine, missing_extra, render
from pytest_etl_diagram.report.html.data import accept_command
from pytest_etl_diagram.report.html.page import as_data, as_script
from pytest_etl_diagram.report.writing import write

MEGABYTE = 1_000_000


class Elements(html.parser.HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    @property
    def ids(self):
        return [names.get("id") for _, names in self.found]


@pytest.fixture(scope="module")
def page() -> str:
    return render(html_pages.mixed())


@pytest.fixture
def without_mermaid(monkeypatch):
    monkeypatch.setattr(engine, "_PACKAGE", "no_such_package_as_this")


def test_page_refers_to_nothing_outside(page):
    given = [attributes for _, attributes in Elements(page).found]
    links = [value for names in given for key, value in names.items() if key in {"src", "href"}]
    assert [link for link in links if not link.startswith(("data:", "#"))] == []


def test_page_forbids_itself_the_network(page):
    rules = next(names["content"] for _, names in Elements(page).found if names.get("http-equiv"))
    assert re.match(r"default-src 'none'; script-src( 'sha256-[A-Za-z0-9+/]{43}='){2}; ", rules)
    assert "http" not in rules


def test_styles_load_nothing(page):
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert not re.search(r"@import|url\(", style)


@pytest.mark.parametrize(
    "contents", [html_pages.mixed(), html_pages.hostile()], ids=["mixed", "hostile"]
)
def test_names_add_no_element(contents):
    empty = Elements(render(Contents((), (), (), ".", "0.1.0"))).found
    assert Elements(render(contents)).found == empty


def test_hostile_names_arrive_as_they_are():
    data = data_of(render(html_pages.hostile()))
    assert data["diagrams"][1]["name"] == HOSTILE
    assert data["orphans"] == [HOSTILE]


@pytest.mark.parametrize(
    "text",
    ["</script>", "</SCRIPT >", "<!-- <script>", "]]>", "\u2028", "a\rb", "\\", '"', "😀", "\x00"],
)
def test_data_holds_any_text_and_ends_no_script(text):
    written = as_data({"name": text})
    assert "<" not in written
    assert json.loads(written) == {"name": text}


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('a="</script>"', 'a="\\x3c/script>"'),
        ('a="</SCRIPT>"', 'a="\\x3c/SCRIPT>"'),
        ('a="<!--"', 'a="\\x3c!--"'),
        ("if(a<b)c=a</d/.e", "if(a<b)c=a</d/.e"),
        ('a="<script>"', 'a="<script>"'),
    ],
)
def test_javascript_ends_no_script(source, written):
    assert as_script(source) == written


def test_lone_surrogates_are_written(tmp_path):
    contents = replace(html_pages.mixed(), orphans=("a\udc80b",))
    write(tmp_path / "report.html", contents)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert data_of(text)["orphans"] == ["a\udc80b"]


def test_equal_contents_give_equal_pages(page):
    contents = html_pages.mixed()
    shuffled = replace(contents, entries=tuple(reversed(contents.entries)))
    assert render(shuffled) == page


def test_page_is_the_same_for_every_hash_seed():
    program = (
        "import hashlib, html_pages, pytest_etl_diagram.report.html as it;"
        "print(hashlib.sha256(it.render(html_pages.mixed()).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(here)}
        run = subprocess.run(
            (sys.executable, "-c", program),
            check=True, capture_output=True, text=True, env=environment, cwd=here.parents[2],
        )  # fmt: skip
        digests.add(run.stdout)
    assert len(digests) == 1


def test_mermaid_is_embedded_once_with_its_licence_and_does_not_start_by_itself(page):
    scripts = [names for tag, names in Elements(page).found if tag == "script"]
    assert [names.get("type") for names in scripts if names.get("id") == "mermaid-source"] == [
        "text/plain"
    ]
    assert page.count("Copyright (c) 2014 - 2022 Knut Sveidqvist") == 1
    assert page.count("MIT License (MIT)") == 1
    assert missing_extra() == ""


def test_page_is_whole_without_mermaid_and_says_what_to_install(without_mermaid, page):
    text = render(html_pages.mixed())
    advice = 'pip install "pytest-etl-diagram[html]"'
    assert advice in missing_extra()
    assert "\n" not in missing_extra()
    assert data_of(text)["notice"] == missing_extra()
    assert "mermaid-source" not in Elements(text).ids
    assert len(text) < MEGABYTE
    assert {**data_of(text), "notice": ""} == data_of(page)


def test_package_that_has_no_such_script_counts_as_not_installed(monkeypatch):
    monkeypatch.setattr(engine, "_SCRIPT", ("assets", "elsewhere.js"))
    assert missing_extra()


def test_mermaidx_is_not_imported():
    program = (
        "import sys, html_pages, pytest_etl_diagram.report.html as it;"
        "it.render(html_pages.mixed()); print('mermaidx' in sys.modules)"
    )
    here = Path(__file__).parent
    run = subprocess.run(
        (sys.executable, "-c", program),
        check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(here)}, cwd=here.parents[2],
    )  # fmt: skip
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("nodeid", "argument"),
    [
        ("a.py::dag", " a.py::dag"),
        ("dags/a.py::dag[sales]", ' "dags/a.py::dag[sales]"'),
        ("dags/my file.py::dag[a]", ' "dags/my file.py::dag[a]"'),
        ("a.py::dag[$HOME]", " 'a.py::dag[$HOME]'"),
        ("a.py::dag[it's `x`]", ""),
        ('a.py::dag[" & calc & "]', ""),
        ("-a.py::dag[a]", ' "./-a.py::dag[a]"'),
        (r"a\x1b.py::dag[a]", ""),
        ("[old]/a.py::dag[a]", ""),
    ],
)
def test_command_accepts_one_diagram(nodeid, argument):
    contents = Contents((), (), (), ".", "0.1.0", accept_command="pytest --etl-diagrams")
    assert accept_command(contents, nodeid) == f"pytest --etl-diagrams{argument}"


def many(total: int, drifted: int) -> Contents:
    """Return a run with so many diagrams, each of about the size of a real one."""
    steps = [EXTRACT, CLEAN, LOAD, CHECK, NOTIFY]
    steps += [stage(f"step_{at}", "transform", ("sql", f"SELECT {at} " * 8)) for at in range(15)]
    entries = []
    for at in range(total):
        old = chain(f"pipeline_{at}", *steps)
        now = chain(f"pipeline_{at}", *steps[:3], *steps[4:])
        entries.append(
            entry_of(now, "drifted", old=old) if at < drifted else entry_of(old, "passed")
        )
    return Contents(tuple(entries), (), (), ".", "0.1.0")


@pytest.fixture(scope="module")
def large() -> Contents:
    return many(500, 50)


def test_report_of_500_diagrams_with_50_drifted_is_below_10_megabytes(large):
    assert len(render(large).encode()) < 10 * MEGABYTE


def test_report_of_500_diagrams_with_50_drifted_is_written_in_5_seconds(large, tmp_path):
    def seconds() -> float:
        start = time.perf_counter()
        write(tmp_path / "report.html", large)
        return time.perf_counter() - start

    assert seconds() < 5 or seconds() < 5, "twice in a row"
