# ruff: noqa: E501  snippets stand on lines of their own length
"""Random expressions and programs are worth to us what they are worth to Python."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.evaluate.values import Unknown

from .differential import Unlike, by_us, same

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")

NUMBERS = st.integers(-20, 20).map(str)
TEXTS = st.text("ab_ {}%é\\'\"\n", max_size=4).map(repr)
NAMES = st.sampled_from(["n", "s", "l", "d"])
SETUP = "n = 3\ns = 'a_b'\nl = [1, 'b', 2]\nd = {'a': 1, 'b': [2]}\n"
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    operators = st.sampled_from(
        [
            "+",
            "-",
            "*",
            "//",
            "%",
            "/",
            "|",
            "&",
            "<",
            "<=",
            "==",
            "!=",
            ">",
            "and",
            "or",
            "in",
            "is not",
        ]
    )
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda e: f"(not {e})"),
        inner.map(lambda e: f"(-{e})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.lists(inner, max_size=3).map(lambda es: f"[{', '.join(es)}]"),
        st.lists(inner, max_size=3).map(lambda es: f"({''.join(e + ', ' for e in es)})"),
        st.lists(pairs, max_size=2).map(
            lambda ps: "{" + ", ".join(f"{k}: {v}" for k, v in ps) + "}"
        ),
        pairs.map(lambda p: f"{p[0]}[{p[1]}]"),
        pairs.map(lambda p: f"{p[0]}[{p[1]}:]"),
        inner.map(lambda e: f"[x for x in {e}]"),
        inner.map(lambda e: f"[x for x in {e} if x]"),
        inner.map(lambda e: f"(lambda x: x)({e})"),
        inner.map(lambda e: e if set("'\"\\") & set(e) else f"f'<{{({e})}}>'"),
        st.tuples(
            st.sampled_from(
                [
                    "str",
                    "repr",
                    "bool",
                    "len",
                    "list",
                    "sorted",
                    "sum",
                    "max",
                    "int",
                    "tuple",
                    "any",
                    "all",
                ]
            ),
            inner,
        ).map(lambda p: f"{p[0]}({p[1]})"),
        st.tuples(
            inner, st.sampled_from(["upper()", "split('_')", "strip()", "copy()", "title()"])
        ).map(lambda p: f"({p[0]}).{p[1]}"),
        pairs.map(lambda p: f"'%s-%s' % ({p[0]}, {p[1]})"),
        pairs.map(lambda p: f"'{{}}.{{}}'.format({p[0]}, {p[1]})"),
    )


EXPRESSIONS = st.recursive(
    st.one_of(NUMBERS, TEXTS, NAMES, st.just("None")), _combined, max_leaves=8
)


def by_python(program: str) -> dict[str, Any]:
    variables: dict[str, Any] = {}
    exec(compile(program, "case", "exec"), variables)  # noqa: S102  our own programs
    return variables


@SLOW
@given(expression=EXPRESSIONS)
def test_an_expression_has_pythons_value_or_raises_what_python_raises(expression, project):
    program = (
        f"{SETUP}try:\n    result = {expression}\n"
        "except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError):\n"
        "    result = 'raised'\n"
    )
    real, ours = by_python(program)["result"], by_us(program, project)["result"]
    if isinstance(ours, Unlike) and (isinstance(ours.value, Unknown) or real == "raised"):
        return  # said to be unknown: no lie
    assert same(ours, real), f"{ours!r} instead of {real!r}"


STATEMENTS = st.recursive(
    st.one_of(
        EXPRESSIONS.map(lambda e: [f"n = {e}"]),
        EXPRESSIONS.map(lambda e: [f"l = l + [{e}]"]),
        st.one_of(NUMBERS, TEXTS).map(lambda e: [f"l.append({e})"]),
        NUMBERS.map(lambda e: [f"d[{e}] = l[:2]"]),
        st.just(["s += 'x'"]),
        st.just(["l = l[1:]"]),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: [*p[0], *p[1]]),
        st.tuples(EXPRESSIONS, inner, inner).map(
            lambda p: [f"if {p[0]}:", *(f"    {x}" for x in p[1]), "else:", *(f"    {x}" for x in p[2])]
        ),
        inner.map(lambda b: ["for i in range(3):", *(f"    {x}" for x in b), "    if len(l) > 9: break"]),
        inner.map(lambda b: ["try:", *(f"    {x}" for x in b), "except Exception:", "    s += 'E'"]),
        inner.map(lambda b: ["def f(l, n=1):", "    s, d = 'q', {}", *(f"    {x}" for x in b), "    return l, n, s",
                             "l = [*f(l), 1]"]),
    ),
    max_leaves=6,
)  # fmt: skip


@SLOW
@given(statements=STATEMENTS)
def test_a_program_leaves_pythons_values_or_unknowns(statements, project):
    body = "".join(f"    {line}\n" for line in statements)
    program = f"{SETUP}state = 'ended'\ntry:\n{body}except Exception:\n    state = 'raised'\n"
    real = by_python(program)
    it, module = project.evaluate(program)
    if any(isinstance(v, Unknown) or it.truth(v) is None for v in module.variables.values()):
        return
    ours = by_us(program, project)
    for name in ("n", "s", "state"):
        assert (
            same(ours[name], real[name]) or "Unlike" in repr(ours[name]) or "<" in repr(ours[name])
        )
