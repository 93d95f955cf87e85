from __future__ import annotations

import pytest

from pytest_etl_diagram.mermaid.escape import (
    HEAD,
    LINE,
    MARKDOWN,
    TITLE,
    VALUE,
    Spot,
    escape,
    settle,
    unescape,
)

TABLE = (
    (VALUE, "0 2 * * *", "0 2 * * *"),
    (VALUE, "*/5 * * * *", "*/5 * * * *"),
    (VALUE, "@daily", "@daily"),
    (VALUE, "SUM(amount), a[0], {{ ds }}, a|b", "SUM(amount), a[0], {{ ds }}, a|b"),
    (VALUE, "bronze & silver", "bronze & silver"),
    (VALUE, "-1", "-1"),
    (VALUE, '"', "#quot;"),
    (VALUE, "#quot;", "#35;quot;"),
    (VALUE, "<b>", "#lt;b>"),
    (VALUE, "&lt;", "#amp;lt;"),
    (VALUE, "`\\~", "#96;#92;#126;"),
    (VALUE, "__init__", "#95;#95;init#95;#95;"),
    (VALUE, "a__b_c", "a__b_c"),
    (VALUE, "größe_ä", "größe_ä"),
    (VALUE, "**bold**", "*#42;bold#42;#42;"),
    (VALUE, "https://x", "https#58;//x"),
    (VALUE, "www.x", "www#46;x"),
    (VALUE, "a@b", "a#64;b"),
    (VALUE, "$$", "$#36;"),
    (VALUE, "fa:fa-car", "fa#58;fa-car"),
    (VALUE, "100%", "100%"),
    (VALUE, "%%", "#37;#37;"),
    (VALUE, "[a](b)", "[a#93;(b)"),
    (VALUE, "direction LR", "direction#32;LR"),
    (VALUE, "a  b ", "a #32;b#32;"),
    (VALUE, "a: b:", "a: b:"),
    (HEAD, "a: b:", "a#58; b#58;"),
    (HEAD, "s3:x", "s3:x"),
    (LINE, "- x", "#45; x"),
    (LINE, "1. x", "1#46; x"),
    (LINE, "1.5", "1.5"),
    (LINE, "> x", "#gt; x"),
    (LINE, "@task", "@task"),
    (TITLE, "- x: y", "- x#58; y"),
    (VALUE, "\u202e", "\u2426202e;"),
    (VALUE, "a\u3164_b_", "a\u24263164;#95;b#95;"),
    (VALUE, "\u00a0\ufe0f", "#160;#65039;"),
    (VALUE, "\ud800", "\u2426d800;"),
    (VALUE, "ữ\u0301\u0302\u0303\u0304", "ữ\u0301\u0302\u0303\u0304"),
    (VALUE, "e\u0301\u0302\u0303\u0304\u0305_x", "e\u0301\u0302\u0303\u0304\u2426305;#95;x"),
    (VALUE, "\x1b\x85", "\u24261b;\u242685;"),
    (VALUE, "\u2426", "#9254;"),
    (VALUE, "\ufb02\u00b035\u00b6\u00df", "#64258;\u00b035#182;\u00df"),
    (VALUE, "数据 👍", "数据 👍"),
    (MARKDOWN, "daily_sales-etl v1.2", "daily_sales-etl v1.2"),
    (MARKDOWN, "[#1](@x)", "&#91;&#35;1&#93;(&#64;x)"),
)


@pytest.mark.parametrize(("spot", "text", "written"), TABLE)
def test_text_is_written_so_that_it_shows(spot: Spot, text: str, written: str) -> None:
    assert escape(text, spot) == written
    assert unescape(written) == text


def test_a_colon_before_an_entity_in_one_word_is_an_entity_too() -> None:
    assert settle("style:#35;x y:z <br/>k: #35;") == "style#58;#35;x y:z <br/>k: #35;"
