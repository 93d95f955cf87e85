"""Jinja as far as it is evaluated: what `ref` is called with, and whether it surely is."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.declarations.jinja import JinjaError, parse_expression, parse_template
from pytest_etl_diagram.declarations.jinja.running import Run
from pytest_etl_diagram.declarations.jinja.values import Scope, Unknown, options_of, shown
from pytest_etl_diagram.declarations.jinja.writing import written


def refs(template):
    """Return each name that `ref` is called with, with a question mark where it is uncertain."""
    seen = []

    def ref(given):
        seen.extend(
            shown(option) + ("?" if given.uncertain else "")
            for option in options_of(given.get(0, ""))
        )
        return Unknown("{ref}")

    Run({"ref": ref}).run(parse_template(template), Scope())
    return seen


def value(expression):
    return Run({}).eval(parse_expression(expression), Scope())


REFS = {
    "{{ ref('a') }}": ["a"],
    '{{-ref( "a" )-}}': ["a"],
    "{# {{ ref('a') }} #}": [],
    "{% raw %}{{ ref('a') }}{% endraw %}": [],
    "-- {{ ref('a') }}": ["a"],
    "{{ '}}' ~ ref('a') }}": ["a"],
    "{{ {'x': {'y': ref('a')}}['x'] }}": ["a"],
    "{{ ref('a') if true else ref('b') }}": ["a"],
    "{{ ref('a') if unknown else ref('b') }}": ["a?", "b?"],
    "{% if unknown %}{{ ref('a') }}{% else %}{{ ref('b') }}{% endif %}": ["a?", "b?"],
    "{% if false %}{{ ref('a') }}{% elif unknown %}{{ ref('b') }}{% endif %}": ["b?"],
    "{% if unknown or true %}{{ ref('a') }}{% else %}{{ ref('b') }}{% endif %}": ["a"],
    "{% if x is defined %}{{ ref('a') }}{% endif %}": ["a?"],
    "{% for x in ['a', 'b'] %}{{ ref(x ~ loop.index) }}{% endfor %}": ["a1", "b2"],
    "{% for x in unknown %}{{ ref(x) }}{% endfor %}": ["{jinja:x}?"],
    "{% for x in [] %}{{ ref(x) }}{% else %}{{ ref('a') }}{% endfor %}": ["a"],
    "{% for k, v in {'a': 'b'}.items() %}{{ ref(k + v) }}{% endfor %}": ["ab"],
    "{% for x in ['a', 'b'] if x != 'a' %}{{ ref(x) }}{% endfor %}": ["b"],
    "{% for x in range(1, 3) %}{{ ref('a_%s' | format(x)) }}{% endfor %}": ["a_1", "a_2"],
    "{% set x, y = 'a', 'b' %}{{ ref(y) }}": ["b"],
    "{% set x %}a{% endset %}{{ ref(x) }}": ["a"],
    "{% set x = 'a' %}{% for _ in [1] %}{% set x = 'b' %}{% endfor %}{{ ref(x) }}": ["a"],
    "{% set n = namespace(x='a') %}{% for _ in [1] %}{% set n.x = 'b' %}{% endfor %}"
    "{{ ref(n.x) }}": ["b"],
    "{% if unknown %}{% set x = 'a' %}{% else %}{% set x = 'b' %}{% endif %}{{ ref(x) }}": [
        "a",
        "b",
    ],
    "{% set x = [] %}{% do x.append('a') %}{{ ref(x[0]) }}{{ ref(x | first) }}": ["a", "a"],
    "{% macro m(x, y='b') %}{{ ref(x ~ y) }}{% endmacro %}{{ m('a') }}{{ m('a', y='c') }}": [
        "ab",
        "ac",
    ],
    "{% macro m() %}{{ return('a') }}b{% endmacro %}{{ ref(m()) }}": ["a"],
    "{% macro m() -%} a {%- endmacro %}{{ ref(m()) }}": ["a"],
    "{% macro m() %}{% if unknown %}{{ return('a') }}{% endif %}{{ return('b') }}{% endmacro %}"
    "{{ ref(m()) }}": ["a", "b"],
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ ref('a') }}{% endcall %}": ["a"],
    "{% call package.macro() %}{{ ref('a') }}{% endcall %}": ["a"],
    "{{ package.macro(ref('a'), [ref('b')], key=ref('c')).more(ref('d')) }}": list("abcd"),
    "{% snapshot s %}{{ ref('a') }}{% endsnapshot %}": ["a"],
    "{% test t(model) %}{{ ref('a') }}{% endtest %}": [],
    "{% filter upper %}{{ ref('a') }}{% endfilter %}": ["a"],
    "{{ ref('a_' ~ unknown) }}": ["a_{jinja:unknown}"],
}


@pytest.mark.parametrize(("template", "expected"), REFS.items())
def test_what_is_referred_to(template, expected):
    assert refs(template) == expected


VALUES = {
    "1 + 2 * 3": 7,
    "-2 + 2 ** 3": 6,
    "1 < 2 < 3": True,
    "3 > 2 > 2": False,
    "not 1 == 2": True,
    "not not false": False,
    "'a' not in ['b']": True,
    "'a' ~ 2 * 3": "a6",
    "'a' 'b'": "ab",
    "[1, 2, 3][1:]": [2, 3],
    "'x' is string and 1 is not none": True,
    "4 is divisibleby 2": True,
    "'A,b' | lower | replace(',', '-')": "a-b",
    "'a-b'.split('-') | join('+') | upper": "A+B",
    "[1, 2] | length == 2": True,
    "none | default('a')": "a",
    "'a' if 1 > 2": "",
    "(1,)": [1],
    "()": [],
    "(2)": 2,
}


@pytest.mark.parametrize(("expression", "expected"), VALUES.items())
def test_what_an_expression_gives(expression, expected):
    assert value(expression) == expected


def test_an_expression_is_written_the_same_however_it_is_spaced():
    spaced = written(parse_expression('a["b"].c( 1,x = "y" ) |upper  if d is  not none else e'))
    assert spaced == "a['b'].c(1, x='y') | upper if d is not none else e"


FAULTS = {
    "a\n{{ ref('a' }}": (2, "')' is missing before '}'"),
    "{{ a\n": (1, "the tag '{{' has no end"),
    "a\n\n{% if x %}": (3, "the block isn't closed; 'endif' is missing"),
    "{% endif %}": (1, "'endif' closes nothing"),
    "{{ a b }}": (1, "an operator is missing before 'b'"),
    "{# a": (1, "the comment has no end ('#}')"),
    "{{ }}": (1, "an expression begins with 'nothing'"),
    "{% set %}": (1, "a name is missing at the end of the tag"),
    "{{ a; }}": (1, "the tag '{{' holds ';'"),
}


@pytest.mark.parametrize(("template", "fault"), FAULTS.items())
def test_what_is_no_jinja_is_told_with_its_line(template, fault):
    with pytest.raises(JinjaError) as raised:
        parse_template(template)
    assert (raised.value.line, raised.value.message) == fault
