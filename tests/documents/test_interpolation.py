"""Variables in texts: what they become, by Compose's rules and by those of pipelines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents.interpolation import (
    interpolate,
    interpolate_braced,
    is_well_formed,
)

KNOWN = {"K": "v", "EMPTY": ""}

COMPOSE = {
    "plain": "plain",
    "${K} and $K": "v and v",
    "${NO}": "{env:NO}",
    "$NO/x": "{env:NO}/x",
    "${K:-d} ${K-d}": "v v",
    "${NO:-d} ${NO-d}": "d d",
    "${EMPTY:-d}": "d",
    "${EMPTY-d}": "",
    "${NO:-}": "",
    "${NO:?say why} ${NO?say why}": "{env:NO} {env:NO}",
    "${EMPTY:?say why}": "{env:EMPTY}",
    "${K:+alt} ${NO:+alt} ${EMPTY:+alt} ${EMPTY+alt}": "alt   alt",
    "${NO:-${ALSO:-d}}": "d",
    "${NO:-${ALSO}}": "{env:ALSO}",
    "${NO:-http://${HOST:-h}:${PORT:-80}}/x": "http://h:80/x",
    '${NO:-{"a": {"b": 1}}} z': '{"a": {"b": 1}} z',
    "$$K $${K}": "$K ${K}",
    "${NO:-$$x}": "$x",
    "${NO:-a}b}": "ab}",
    # no references
    "costs $5 and 5$": "costs $5 and 5$",
    "${1} ${K": "${1} ${K",
    "${K!x}": "${K!x}",
    "{a: ${K}}": "{a: v}",
    "{{ ds }} ${K}": "{{ ds }} v",
}


@pytest.mark.parametrize("text", COMPOSE)
def test_compose_replaces(text):
    assert interpolate(text, KNOWN) == COMPOSE[text]


BRACED = {
    "${K}": "v",
    "${NO}": "{env:NO}",
    "${NO:-d} ${NO:d} ${K:d}": "d d v",
    "${NO:postgres://h:5432/x}": "postgres://h:5432/x",
    "${env:K} ${ENV:K} ${env:NO}": "v v {env:NO}",
    "${oc.env:NO,d} ${oc.env:K}": "d v",
    "${ K }": "v",
    "${NO:-${ALSO:d}}": "d",
    "SELECT $1, $K, $$body$$": "SELECT $1, $K, $$body$$",
    "${params.day} ${self:custom.x} ${file:a.yml}": "${params.day} ${self:custom.x} ${file:a.yml}",
    "${{ secrets.X }}": "${{ secrets.X }}",
}


@pytest.mark.parametrize("text", BRACED)
def test_pipelines_replace(text):
    assert interpolate_braced(text, KNOWN) == BRACED[text]


@pytest.mark.parametrize("text", ["plain", "$K ${K}", "${A:-${B:-{}}}", "$$5", "{x} ${A}", "a}"])
def test_well_formed(text):
    assert is_well_formed(text)


@pytest.mark.parametrize(
    "text", ["$5", "${K", "${K!x}", "${K:x}", "${}", "${1}", "a $", "${A:-${B}"]
)
def test_not_well_formed(text):
    assert not is_well_formed(text)


@given(text=st.text("$AB{}:-?+ab", max_size=30))
def test_nothing_is_raised_and_plain_text_stays(text):
    for replace in (interpolate, interpolate_braced):
        replaced = replace(text, {})
        assert "$" in text or replaced == text


def test_deep_nesting_takes_no_time():
    text = "${A:-" * 50_000
    assert interpolate(text, {}) == text
    assert interpolate(text + "}" * 50_000, {}) == ""
