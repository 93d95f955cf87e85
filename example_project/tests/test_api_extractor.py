"""The API extractor against an API that misbehaves."""

from __future__ import annotations

import time
from datetime import date

import pytest
from scripted_api import Broken, serve

from extractors.api_extractor import ApiExtractor
from utils.errors import ExtractionError, TransientError

ITEMS = [{"id": number} for number in range(7)]


def api(url, **settings):
    return ApiExtractor(url, **{"requests_per_second": 10_000, "page_size": 3} | settings)


@pytest.mark.parametrize(
    ("broken", "waited"),
    [
        ([], []),
        ([Broken.TOO_MANY], [7.0]),
        ([None, Broken.FAILING, Broken.FAILING], [0.5, 1.0]),
        ([None, Broken.CUT_OFF], [0.5]),
    ],
)
def test_pages_come_whole_whatever_happens_between(broken, waited, waits):
    with serve(ITEMS, broken) as (url, requests):
        assert api(url).extract("items", {"kind": "x"})["id"].tolist() == list(range(7))
    assert waits == waited
    assert [query["offset"] for query in requests[:1] + requests[-2:]] == ["0", "3", "6"]
    assert {query["kind"] for query in requests} == {"x"}


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (Broken.NOT_FOUND, "items: HTTP status 404"),
        (Broken.NOT_JSON, "items: not JSON: '<html>"),
        (Broken.NO_ITEMS, "items: the page at 3 has no rows"),
        (Broken.EMPTY, "items: empty page at 3, 7 rows announced"),
    ],
)
def test_page_that_is_none_is_refused_at_once(page, message, waits):
    with serve(ITEMS, [None, page]) as (url, _), pytest.raises(ExtractionError, match=message):
        api(url).extract("items")
    assert waits == []


@pytest.mark.parametrize("page", [Broken.TOO_MANY, Broken.FAILING, Broken.CUT_OFF])
def test_api_that_stays_broken_is_given_up(page, waits):
    with serve(ITEMS, [page] * 5) as (url, requests), pytest.raises(TransientError):
        api(url).extract("items")
    assert len(requests) == 5
    assert len(waits) == 4


def test_server_that_gives_less_than_asked_for_loses_no_row():
    short = (200, {}, b'{"items": [{"id": 0}, {"id": 1}], "total": 7}')
    with serve(ITEMS, [short]) as (url, _):
        assert api(url).extract("items")["id"].tolist() == list(range(7))


def test_rate_limit_is_kept():
    with serve(ITEMS) as (url, requests):
        start = time.monotonic()
        api(url, requests_per_second=50, page_size=1).extract("items")
        assert time.monotonic() - start >= 6 / 50
    assert len(requests) == 7


def test_increments_and_batches_of_an_api():
    with serve(ITEMS) as (url, requests):
        source = api(url, token="t")  # noqa: S106 -- none
        assert source.extract_batch("items", 4, 2)["id"].tolist() == [4, 5]
        assert source.count("items") == 7
        source.extract_incremental("items", "changed", date(2024, 1, 15))
        assert requests[-1]["changed_after"] == "2024-01-15"
        source.validate_connection()
        source.close()
