"""The HTML report in a browser without a network."""

from __future__ import annotations

import re

import html_pages
import pytest
from html_pages import HOSTILE, SALES

STAGES = [node.name for node in SALES.nodes]
NOW = [node.name for node in html_pages.SALES_NOW.nodes]
WORST_FIRST = [
    "legacy", "daily_sales", "returns", "fresh", "inventory_sync", "refunds", "orders", "Sync.run",
]  # fmt: skip


def names_in(text, names):
    return [name for name in names if name in text]


def test_diagrams_stand_in_the_list_worst_first(report):
    assert report.rows() == WORST_FIRST


@pytest.mark.parametrize(
    ("tab", "names"),
    [("Before", STAGES), ("After", NOW), ("Overlay", STAGES)],
)
def test_tabs_draw_the_stages_of_their_time(report, tab, names):
    report.open("daily_sales")
    report.page.get_by_role("tab", name=tab).click()
    drawn = report.drawing().text_content()
    assert names_in(drawn, STAGES) == [name for name in STAGES if name in names]


def test_text_diff_puts_lines_side_by_side_and_marks_what_changed_in_them(report):
    report.open("daily_sales")
    report.page.get_by_role("tab", name="Text diff").click()
    row = report.page.locator(".difference tr", has_text="t_clean_sales[")
    assert row.locator("td.removed mark").inner_text() == "<br/>retries: 3<br/>retry_delay: 5m"
    assert "PythonOperator" in row.locator("td.line.added").inner_text()
    alone = report.page.locator(".difference tr", has_text="t_data_quality_checks[")
    assert alone.locator("td.line").all_inner_texts()[1] == ""


def test_folded_lines_of_the_text_diff_unfold(report):
    report.open("daily_sales")
    report.page.get_by_role("tab", name="Text diff").click()
    heading = report.page.locator(".difference tr", has_text="# Airflow DAG").first
    assert not heading.is_visible()
    report.page.get_by_role("button", name="unchanged lines").first.click()
    assert heading.is_visible()


@pytest.mark.parametrize("name", ["orders", "Sync.run", "fresh", "returns"])
def test_diagram_that_did_not_change_has_its_drawing_only(report, name):
    report.open(name)
    assert report.page.get_by_role("tab").all_inner_texts() == ["Drawing", "Text"]
    assert report.drawing().bounding_box()["height"] > 20


def test_sequences_are_drawn(report):
    report.open("Sync.run")
    assert names_in(report.drawing().text_content(), ["Sync", "Kafka", "event"])


def test_drift_is_told_with_its_why_place_parts_and_what_it_reaches(report):
    report.open("daily_sales")
    card = report.page.locator(".drift", has_text="retries-removed")
    told = card.inner_text()
    assert "BREAKING" in told.upper()
    assert "Without retries" in told
    assert "retries: 3 → 0 (default)" in told
    assert re.search(r"dags/daily_sales\.py:\d+", told)
    assert "Downstream: send_notification" in told
    assert not card.locator(".parts li").first.is_visible()
    card.get_by_text("Each of the 3").click()
    parts = card.locator(".parts .subject").all_inner_texts()
    assert parts == ["clean_sales", "extract_sales", "load_to_snowflake"]
    assert "weekly_report, finance_export" in report.page.locator(".drifts").inner_text()


def test_allowed_drift_shows_its_reason(report):
    report.open("inventory_sync")
    assert "the warehouse retries by itself" in report.page.locator(".drift.allowed").inner_text()


def test_changes_since_the_base_are_told_apart_from_those_to_accept(report):
    report.open("refunds")
    assert "changed since main" in report.page.locator("main").inner_text()
    assert report.page.get_by_role("button", name="Copy").count() == 0
    report.go("open=dags%2Fdaily_sales.py%3A%3Adag%5Bdaily_sales%5D")
    assert report.page.get_by_role("button", name="Copy").count() == 1
    report.page.get_by_role("link", name="main", exact=True).click()
    report.page.get_by_text("This changed since main.").wait_for()
    assert report.page.get_by_role("button", name="Copy").count() == 0


def test_new_diagram_says_since_when(report):
    assert "new since main" in report.page.locator(".row", has_text="fresh").inner_text()
    report.open("fresh")
    assert "New since main." in report.page.locator("main").inner_text()


def test_without_mermaid_the_page_shows_texts_and_says_what_to_install(open_report):
    report = open_report("without_mermaid.html")
    assert 'pip install "pytest-etl-diagram[html]"' in report.page.locator("main").inner_text()
    report.open("daily_sales")
    for tab in ("Overlay", "Before", "After"):
        report.page.get_by_role("tab", name=tab).click()
        assert "flowchart LR" in report.page.locator(".drawing pre").inner_text()
    assert 'pip install "pytest-etl-diagram[html]"' in report.page.locator("main").inner_text()


def test_error_shows_its_message_and_missing_snapshot_how_to_write_it(report):
    report.open("legacy")
    assert "Upgrade it." in report.page.locator(".error-text").inner_text()
    report.page.keyboard.press("Escape")
    report.open("returns")
    command = report.page.locator(".command code").inner_text()
    assert command.endswith('--snapshot-update "dags/returns.py::dag[returns]"')


def test_overview_shows_problems_orphans_and_what_is_gone(report):
    told = report.page.locator("main").inner_text()
    for text in ("dags/broken.py:2", "invalid syntax", "dag.old.md", "dag.dropped.md"):
        assert text in told


def test_command_can_be_copied(open_report):
    report = open_report(permissions=["clipboard-read", "clipboard-write"])
    report.open("daily_sales")
    command = report.page.locator(".command code").inner_text()
    report.page.get_by_role("button", name="Copy").click()
    report.page.get_by_role("button", name="Copied").wait_for()
    assert report.page.evaluate("() => navigator.clipboard.readText()") == command


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("daily", ["daily_sales"]),
        ("DAILY sales", ["daily_sales"]),
        ("streaming/", ["Sync.run"]),
        ("kafka", ["Sync.run"]),
        ("retries-reduced", ["inventory_sync"]),
        ("nothing has this", []),
    ],
)
def test_search_looks_at_names_files_stages_and_rules(report, typed, left):
    report.page.get_by_role("searchbox").fill(typed)
    assert report.rows() == left


def chip(report, text):
    return report.page.locator(".chip", has_text=text)


def test_filters_combine_with_each_other_and_the_search(report):
    chip(report, "passed").click()
    assert report.rows() == ["inventory_sync", "refunds", "orders", "Sync.run"]
    chip(report, "missing").or_(chip(report, "no snapshot")).click()
    assert report.rows() == ["returns", "inventory_sync", "refunds", "orders", "Sync.run"]
    chip(report, "sequence").click()
    assert report.rows() == ["Sync.run"]
    report.page.get_by_role("searchbox").fill("orders")
    assert report.rows() == []
    report.page.get_by_role("button", name="Show all").click()
    assert report.rows() == WORST_FIRST


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("breaking", ["daily_sales"]),
        ("warning", ["inventory_sync"]),
        ("changed since", ["daily_sales", "fresh", "refunds"]),
    ],
)
def test_filter_leaves_what_has_a_drift_of_the_level(report, text, left):
    chip(report, text).click()
    assert report.rows() == left
    assert chip(report, text).get_attribute("aria-pressed") == "true"
    chip(report, text).click()
    assert report.rows() == WORST_FIRST


def test_address_keeps_filters_search_and_view(open_report):
    first = open_report()
    chip(first, "drifted").click()
    first.page.get_by_role("searchbox").fill("sales")
    first.open("daily_sales")
    first.page.get_by_role("tab", name="Before").click()
    fragment = first.page.url.partition("#")[2]
    second = open_report()
    second.go(fragment)
    assert second.page.get_by_role("tab", selected=True).inner_text() == "Before"
    second.page.get_by_role("link", name="All diagrams").click()
    assert second.rows() == ["daily_sales"]
    assert second.page.get_by_role("searchbox").input_value() == "sales"


def test_back_button_returns_to_the_list(report):
    report.open("orders")
    report.page.go_back()
    assert report.rows() == WORST_FIRST


def test_everything_works_with_the_keyboard(report):
    press = report.page.keyboard.press
    press("/")
    report.page.keyboard.type("a")
    assert report.page.get_by_role("searchbox").input_value() == "a"
    press("Escape")
    press("Escape")
    press("j")
    assert report.focused() == "legacy"
    press("ArrowDown")
    press("j")
    press("k")
    assert report.focused() == "daily_sales"
    press("Enter")
    report.page.get_by_role("heading", name="daily_sales").wait_for()
    press("j")
    report.page.get_by_role("heading", name="returns").wait_for()
    press("k")
    report.page.get_by_role("heading", name="daily_sales").wait_for()
    report.page.get_by_role("tab", selected=True).focus()
    press("ArrowRight")
    assert report.page.get_by_role("tab", selected=True).inner_text() == "Before"
    press("Escape")
    assert report.focused() == "daily_sales"
    press("Enter")
    press("/")
    report.page.keyboard.type("orders")
    assert report.rows() == ["orders"]


def ground(report):
    shown = report.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", shown)[:3])) / 3


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_page_is_as_light_as_the_system_until_the_button_is_pressed(open_report, scheme, is_dark):
    report = open_report(color_scheme=scheme)
    assert (ground(report) < 128) == is_dark
    report.page.locator("#theme").click()
    assert (ground(report) < 128) != is_dark
    report.open("daily_sales")
    assert (ground(report) < 128) != is_dark


def test_drawing_follows_the_theme_without_being_drawn_anew(open_report):
    report = open_report(color_scheme="light")
    report.open("orders")
    svg = report.drawing()
    before = svg.get_attribute("id")
    colour = "svg => getComputedStyle(svg.querySelector('.flowchart-link')).stroke"
    light = svg.evaluate(colour)
    report.page.locator("#theme").click()
    assert report.drawing().get_attribute("id") == before
    assert svg.evaluate(colour) != light


def test_drawing_can_be_made_larger_and_smaller(report):
    report.open("orders")
    svg = report.drawing()
    width = svg.bounding_box()["width"]
    report.page.get_by_role("button", name="Larger").click()
    assert svg.bounding_box()["width"] == pytest.approx(width * 1.25, rel=0.01)
    report.page.get_by_role("button", name="Full size").click()
    report.page.get_by_role("button", name="Smaller").click()
    assert svg.bounding_box()["width"] < width


def test_narrow_page_is_not_wider_than_its_window(open_report):
    report = open_report(viewport={"width": 360, "height": 700})
    width = "() => document.documentElement.scrollWidth"
    assert report.page.evaluate(width) <= 360
    report.open("daily_sales")
    report.drawing()
    assert report.page.evaluate(width) <= 360


def test_nothing_is_drawn_before_it_is_looked_at(report):
    assert report.page.locator("svg[id^=drawing]").count() == 0
    assert report.page.evaluate("() => typeof window.mermaid") == "undefined"


def test_printed_page_is_light_and_without_controls(open_report):
    report = open_report(color_scheme="dark")
    report.open("daily_sales")
    report.drawing()
    report.page.emulate_media(media="print")
    assert ground(report) > 240
    assert not report.page.locator(".tabs").is_visible()
    assert report.page.locator(".frame svg").is_visible()


def test_hostile_names_are_shown_and_do_nothing(open_report):
    report = open_report("hostile.html")
    report.page.on("dialog", lambda dialog: report.errors.append(dialog.message))
    assert report.page.locator("main img").count() == 0
    assert report.rows() == ["plain", HOSTILE]
    for tab in ("Overlay", "Before", "After", "Text diff"):
        report.go()
        report.page.locator(".row").last.click()
        report.page.get_by_role("tab", name=tab).click()
        if tab != "Text diff":
            assert "onerror=alert(1)" in report.drawing().text_content()
        assert report.page.locator("main img").count() == 0
    assert HOSTILE in report.page.locator("h1").inner_text()
