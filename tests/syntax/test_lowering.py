# ruff: noqa: E501  snippets stand on lines of their own length
"""What the small tree holds: a table of snippets and how their trees are shown.

A tree is shown as nested text: a node's class, then its fields that say
something. Marks are left out; `test_lines.py` is about them.
"""

from __future__ import annotations

import dataclasses

import libcst
import pytest

from pytest_etl_diagram.syntax import parse, tree


def shown(node: object) -> str:
    """Return a tree as text."""
    if isinstance(node, tree.Const):
        return f"Const({node.value!r})"
    if dataclasses.is_dataclass(node):
        fields = [getattr(node, f.name) for f in dataclasses.fields(node) if f.name != "mark"]
        inner = [shown(v) for v in fields if v is not None and v is not False and v not in ("", ())]
        return f"{type(node).__name__}({' '.join(inner)})"
    if isinstance(node, tuple):
        return "[" + " ".join(map(shown, node)) + "]"
    return repr(node)


def constant(text: str) -> object:
    """Return the value of the constant that `text` is lowered to."""
    (statement,) = parse("case.py", f"{text}\n").body
    return statement.value.value


CONSTANTS = [
    "1", "0x1F", "0b11", "0o17", "1_000", "1.5", "1e3", ".5", "5.", "2j", "True", "False", "None", "...",
    "'a'", '"a"', "''", '""', "'''a\nb'''", '"""a"""', '""""a" b"""', "'it\\'s'", "'a\\nb'", "r'a\\nb'",
    "'\\x41\\u00e9\\N{BULLET}\\101'", "'a\\\nb'", "b'ab\\x00'", "rb'\\x'", "u'a'", "R'\\d'", "'a' 'b'",
    "'a' \"b\" '''c'''", "r'\\d' '\\n'", "b'a' b'b'", "('a'\n 'b')", "'{}' '{{}}'", "'é' 'ü'", "'\\''", "'\\\\'",
    "'%s' \"'\"",
]  # fmt: skip


@pytest.mark.parametrize("text", CONSTANTS)
def test_a_literal_has_pythons_value(text):
    value = eval(text)  # noqa: S307  our own literals
    assert constant(text) == value
    assert type(constant(text)) is type(value)


EXPRESSIONS = {
    "a": "Name('a')",
    "a.b.c": "Attribute(Attribute(Name('a') 'b') 'c')",
    "f(1, *a, k=2, **d)": "Call(Name('f') [Arg(Const(1)) Arg(Name('a') '*') Arg(Const(2) 'k') Arg(Name('d') '**')])",
    "a.b(c).d[e]": "Subscript(Attribute(Call(Attribute(Name('a') 'b') [Arg(Name('c'))]) 'd') Name('e'))",
    "a[1:2]": "Subscript(Name('a') Slice(Const(1) Const(2)))",
    "a[::-1]": "Subscript(Name('a') Slice(Unary('-' Const(1))))",
    "a[1, 2:]": "Subscript(Name('a') Display('tuple' [Const(1) Slice(Const(2))]))",
    "a[1,]": "Subscript(Name('a') Display('tuple' [Const(1)]))",
    "a[*b]": "Subscript(Name('a') Starred(Name('b')))",
    "a >> b >> c": "Binary('>>' Binary('>>' Name('a') Name('b')) Name('c'))",
    "a + b * c": "Binary('+' Name('a') Binary('*' Name('b') Name('c')))",
    "a ** b ** c": "Binary('**' Name('a') Binary('**' Name('b') Name('c')))",
    "(a >> b) << c": "Binary('<<' Binary('>>' Name('a') Name('b')) Name('c'))",
    "a @ b": "Binary('@' Name('a') Name('b'))",
    "-a, +a, ~a, not a": "Display('tuple' [Unary('-' Name('a')) Unary('+' Name('a')) Unary('~' Name('a')) "
    "Unary('not' Name('a'))])",
    "a and b or c": "Boolean('or' Boolean('and' Name('a') Name('b')) Name('c'))",
    "a < b <= c": "Compare(Name('a') [['<' Name('b')] ['<=' Name('c')]])",
    "a is not b": "Compare(Name('a') [['is not' Name('b')]])",
    "a not in b": "Compare(Name('a') [['not in' Name('b')]])",
    "a if b else c": "IfElse(Name('b') Name('a') Name('c'))",
    "[a, *b]": "Display('list' [Name('a') Starred(Name('b'))])",
    "()": "Display('tuple')",
    "{a, *b}": "Display('set' [Name('a') Starred(Name('b'))])",
    "{a: b, **c}": "DictDisplay([[Name('a') Name('b')] [None Name('c')]])",
    "[a for a, b in c if d if e for f in g]": "Comprehension('list' Name('a') [Clause(Display('tuple' [Name('a') "
    "Name('b')]) Name('c') [Name('d') Name('e')]) Clause(Name('f') Name('g'))])",
    "{a for a in b}": "Comprehension('set' Name('a') [Clause(Name('a') Name('b'))])",
    "{a: b for a in c}": "Comprehension('dict' Name('a') Name('b') [Clause(Name('a') Name('c'))])",
    "f(a for a in b)": "Call(Name('f') [Arg(Comprehension('generator' Name('a') [Clause(Name('a') Name('b'))]))])",
    "(a := b)": "Walrus(Name('a') Name('b'))",
    "lambda: a": "Lambda(Name('a'))",
    "lambda a, /, b, *c, d=1, **e: a": "Lambda([Param('a' 'pos') Param('b' 'any') Param('c' 'star') "
    "Param('d' 'key' Const(1)) Param('e' 'starstar')] Name('a'))",
    "f'a{b}c'": "FString(['a' Formatted(Name('b')) 'c'])",
    "f'{a!r:>{w}}'": "FString([Formatted(Name('a') 'r' FString(['>' Formatted(Name('w'))]))])",
    "f'{{{a}}}'": "FString(['{' Formatted(Name('a')) '}'])",
    "f'{a=}'": "FString(['a=' Formatted(Name('a') 'r')])",
    "f'{ a = }'": "FString([' a = ' Formatted(Name('a') 'r')])",
    "f'{a = :>3}'": "FString(['a = ' Formatted(Name('a') FString(['>3']))])",
    "'a' f'{b}' 'c'": "FString(['a' Formatted(Name('b')) 'c'])",
    "rf'\\d{a}'": "FString(['\\\\d' Formatted(Name('a'))])",
    "f'\\n{a}\\t'": "FString(['\\n' Formatted(Name('a')) '\\t'])",
    "f''": "FString()",
    "f'{f\"{a}\"}'": "FString([Formatted(FString([Formatted(Name('a'))]))])",
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_becomes_a_small_tree(text):
    (statement,) = parse("case.py", f"{text}\n").body
    assert shown(statement.value) == EXPRESSIONS[text]


STATEMENTS = {
    "pass": "",
    "a = b = c": "Assign([Name('a') Name('b')] Name('c'))",
    "a, *b = c": "Assign([Display('tuple' [Name('a') Starred(Name('b'))])] Name('c'))",
    "a: int": "Annotate(Name('a') Name('int'))",
    "a: int = 1": "Annotate(Name('a') Const(1) Name('int'))",
    "a.b: ClassVar[int] = 1": "Annotate(Attribute(Name('a') 'b') Const(1) Subscript(Name('ClassVar') Name('int')) True)",
    "a >>= b": "Augment(Name('a') '>>' Name('b'))",
    "return": "Return()",
    "return a": "Return(Name('a'))",
    "raise": "Raise()",
    "raise A from b": "Raise(Name('A'))",
    "assert a, b": "Assert(Name('a'))",
    "del a, b": "Delete(Display('tuple' [Name('a') Name('b')]))",
    "global a, b": "Scope(['a' 'b'])",
    "nonlocal a": "Scope(['a'] True)",
    "import a.b as c, d": "Import([['a.b' 'c'] ['d' '']])",
    "from a.b import c as d": "ImportFrom('a.b' 0 [['c' 'd']])",
    "from .. import a": "ImportFrom(2 [['a' '']])",
    "from .a import *": "ImportFrom('a' 1)",
    "from a import (b,\n    c)": "ImportFrom('a' 0 [['b' ''] ['c' '']])",
    "if a: b\nelif c: d\nelse: e": "If(Name('a') [Evaluate(Name('b'))] [If(Name('c') [Evaluate(Name('d'))] "
    "[Evaluate(Name('e'))])])",
    "for a in b: c\nelse: d": "For(Name('a') Name('b') [Evaluate(Name('c'))] [Evaluate(Name('d'))])",
    "while a: break\nelse: continue": "While(Name('a') [Break()] [Continue()])",
    "try: a\nexcept B as c: d\nexcept: e\nelse: f\nfinally: g": "Try([Evaluate(Name('a'))] [Handler(Name('B') 'c' "
    "[Evaluate(Name('d'))]) Handler([Evaluate(Name('e'))])] [Evaluate(Name('f'))] [Evaluate(Name('g'))])",
    "try: a\nexcept* B: c": "Try([Evaluate(Name('a'))] [Handler(Name('B') [Evaluate(Name('c'))])])",
    "with a as b, c: d": "With([[Name('a') Name('b')] [Name('c') None]] [Evaluate(Name('d'))])",
    "with (a as b, c,): d": "With([[Name('a') Name('b')] [Name('c') None]] [Evaluate(Name('d'))])",
    "@d(1)\ndef f(a, b=1): yield a": "Function('f' [Param('a' 'any') Param('b' 'any' Const(1))] "
    "[Evaluate(Yield(Name('a')))] [Call(Name('d') [Arg(Const(1))])] True)",
    "async def f(): await a": "Function('f' [Evaluate(Await(Name('a')))] True)",
    "def f(): yield from a": "Function('f' [Evaluate(Yield(Name('a') True))] True)",
    "def f(): x = lambda: (yield)": "Function('f' [Assign([Name('x')] Lambda(Yield()))])",
    "@d\nclass A(B, metaclass=M):\n    x = 1": "Class('A' [Arg(Name('B')) Arg(Name('M') 'metaclass')] "
    "[Assign([Name('x')] Const(1))] [Name('d')])",
    "class A[T]: pass": "Class('A')",
    "def f[T](a: T) -> T: ...": "Function('f' [Param('a' 'any' Name('T'))] [Evaluate(Const(Ellipsis))] Name('T'))",
    "type A = list[int]": "Assign([Name('A')] Opaque('A'))",
    "a; b": "Evaluate(Name('a')) Evaluate(Name('b'))",
    "async with a: b": "With([[Name('a') None]] [Evaluate(Name('b'))])",
    "async for a in b: c": "For(Name('a') Name('b') [Evaluate(Name('c'))] True)",
    "match = case = type = 1": "Assign([Name('match') Name('case') Name('type')] Const(1))",
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_becomes_a_small_tree(text):
    body = parse("case.py", f"{text}\n").body
    assert " ".join(map(shown, body)) == STATEMENTS[text]


PATTERNS = {
    "1": "MatchValue(Const(1))",
    "-1": "MatchValue(Unary('-' Const(1)))",
    "None": "MatchValue(Const(None))",
    "A.B": "MatchValue(Attribute(Name('A') 'B'))",
    "a": "MatchAs('a')",
    "_": "MatchAs()",
    "1 | 2": "MatchOr([MatchValue(Const(1)) MatchValue(Const(2))])",
    "[a, *b]": "MatchSequence([MatchAs('a') MatchStar('b')])",
    "(a, *_)": "MatchSequence([MatchAs('a') MatchStar()])",
    "a, b": "MatchSequence([MatchAs('a') MatchAs('b')])",
    "{'k': a, **r}": "MatchMapping([[Const('k') MatchAs('a')]] 'r')",
    "A(b, c=1)": "MatchClass(Name('A') [MatchAs('b')] [['c' MatchValue(Const(1))]])",
    "str() as a": "MatchAs(MatchClass(Name('str')) 'a')",
}


@pytest.mark.parametrize("text", PATTERNS)
def test_a_pattern_becomes_a_small_tree(text):
    (match,) = parse("case.py", f"match x:\n    case {text} if g: b\n").body
    (case,) = match.cases
    assert shown(case.pattern) == PATTERNS[text]
    assert shown(case.guard) == "Name('g')"


@pytest.mark.skipif(
    not hasattr(libcst, "TemplatedString"), reason="this libcst knows no template strings"
)
def test_a_template_string_is_opaque():
    (statement,) = parse("case.py", "t'{a}'\n").body
    assert shown(statement.value) == "Opaque('template string')"


def test_a_number_too_long_to_be_converted_is_opaque():
    (statement,) = parse("case.py", "9" * 5000 + "\n").body
    assert shown(statement.value) == "Opaque('number')"


def test_every_kind_of_node_of_libcst_is_known():
    """A newer libcst may bring nodes: this test then says which are to be lowered."""
    from libcst import BaseExpression, BaseSmallStatement  # noqa: PLC0415  only here

    from pytest_etl_diagram.syntax.expressions import EXPRESSIONS as EXPRESSION_TABLE  # noqa: PLC0415
    from pytest_etl_diagram.syntax.statements import STATEMENTS as STATEMENT_TABLE  # noqa: PLC0415

    def kinds(base: type) -> set[type]:
        found = {base}
        for sub in base.__subclasses__():
            found |= kinds(sub)
        return {
            k
            for k in found
            if k.__module__.startswith("libcst") and not k.__name__.startswith(("Base", "_"))
        }

    elsewhere = {"From"}  # lowered with the expression around it
    later = {"StarredDictComp", "LazyImport", "LazyImportFrom"}  # of Python 3.15
    expressions = {k.__name__ for k in kinds(BaseExpression)} - elsewhere - later
    statements = {
        k.__name__ for k in kinds(BaseSmallStatement) | kinds(libcst.BaseCompoundStatement)
    }
    assert expressions - {k.__name__ for k in EXPRESSION_TABLE} == set()
    assert statements - later - {k.__name__ for k in STATEMENT_TABLE} == {"Pass"}
