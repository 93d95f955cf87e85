"""Code that nests: each kind of expression and statement, as deep as it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _around(before: str, inside: str, after: str) -> Callable[[int], str]:
    return lambda depth: f"x = {before * depth}{inside}{after * depth}\n"


def _blocks(head: str, last: str = "pass") -> Callable[[int], str]:
    """Return what nests blocks by one blank each."""

    def nested(depth: int) -> str:
        lines = (" " * n + line for n in range(depth) for line in head.format(n).split("\n"))
        return "\n".join([*lines, " " * depth + last]) + "\n"

    return nested


def _else_if(depth: int) -> str:
    lines = []
    for n in range(depth):
        lines += [" " * n + "if a:", " " * n + " b()", " " * n + "else:"]
    return "\n".join([*lines, " " * depth + "pass"]) + "\n"


def _tries(depth: int) -> str:
    heads = [" " * n + "try:" for n in range(depth)]
    ends = [" " * n + "finally: pass" for n in reversed(range(depth))]
    return "\n".join([*heads, " " * depth + "pass", *ends]) + "\n"


def _matches(depth: int) -> str:
    heads = ("  " * n + "match a:\n" + "  " * n + f" case b{n}:\n" for n in range(depth))
    return "".join(heads) + "  " * depth + "pass\n"


EXPRESSIONS: Mapping[str, Callable[[int], str]] = {
    "parentheses": _around("(", "1", ")"),
    "lists": _around("[", "1", "]"),
    "tuples": _around("(", "1", ",)"),
    "dicts": _around("{1: ", "1", "}"),
    "sets": _around("{", "1", "}"),
    "calls": _around("f(", "1", ")"),
    "keywords": _around("f(a=", "1", ")"),
    "stars": _around("f(*", "a", ")"),
    "subscripts": _around("a[", "1", "]"),
    "comprehensions": _around("[x for x in ", "a", "]"),
    "generators": _around("f(x for x in ", "a", ")"),
    "f-strings": _around('f"{', "1", '}"'),
    "format specifications": _around('f"{1:{', "1", '}}"'),
    "negations": _around("-", "1", ""),
    "inversions": _around("~", "1", ""),
    "not": _around("not ", "a", ""),
    "await": _around("await ", "a", ""),
    "lambdas": _around("lambda: ", "1", ""),
    "lambda defaults": _around("(lambda a=", "1", ": 1)"),
    "conditions": _around("1 if a else ", "2", ""),
    "conditions in conditions": _around("(1 if ", "a", " else 2)"),
    "walrus": _around("(y := ", "1", ")"),
    "yield": _around("(yield ", "1", ")"),
    "attributes": _around("", "a", ".b"),
    "call chains": _around("", "f", "()"),
    "method chains": _around("", "f", ".g()"),
    "subscript chains": _around("", "a", "[0]"),
    "sums": _around("1 + ", "1", ""),
    "shifts": _around("a >> ", "b", ""),
    "powers": _around("2 ** ", "1", ""),
    "and": _around("a and ", "b", ""),
    "or and": _around("a or b and ", "c", ""),
    "comparisons": _around("a < ", "b", ""),
    "texts side by side": _around("'a' ", "'b'", ""),
    "f-strings side by side": _around("f'{a}' ", "'b'", ""),
    "assignments": _around("y = ", "1", ""),
    "slices": _around("a[b:", "1", "]"),
}
STATEMENTS: Mapping[str, Callable[[int], str]] = {
    "if": _blocks("if a{0}:"),
    "else if": _else_if,
    "elif": lambda depth: "if a:\n b()\n" + "elif a:\n b()\n" * depth,
    "for": _blocks("for a{0} in b:"),
    "while": _blocks("while a:"),
    "with": _blocks("with a() as b{0}:"),
    "try": _tries,
    "except": _blocks("try: a()\nexcept b{0}:"),
    "def": _blocks("def f{0}():"),
    "async def": _blocks("async def f{0}():"),
    "class": _blocks("class A{0}:"),
    "decorated": _blocks("@a\ndef f{0}():"),
    "match": _matches,
    "decorators": lambda depth: "@a\n" * depth + "def f(): pass\n",
    "bases": lambda depth: (
        "class A0: pass\n" + "".join(f"class A{n + 1}(A{n}): pass\n" for n in range(depth))
    ),
    "functions that call the next": lambda depth: (
        "def f0(): open('a')\n"
        + "".join(f"def f{n + 1}(): f{n}()\n" for n in range(depth))
        + f"def main(): f{depth}()\nmain()\n"
    ),
    "patterns": lambda depth: f"match a:\n case {'[' * depth}b{']' * depth}: pass\n",
    "alternatives": lambda depth: f"match a:\n case {'1 | ' * depth}2: pass\n",
    "annotations": lambda depth: f"x: {'list[' * depth}int{']' * depth} = a\n",
    "targets": lambda depth: f"{'[' * depth}x{']' * depth} = a\n",
    "del": lambda depth: f"del {'(' * depth}x{')' * depth}\n",
    "imports": lambda depth: f"import {'.'.join(['a'] * (depth + 1))}\n",
    "relative imports": lambda depth: f"from {'.' * depth} import a\n",
    "global": lambda depth: f"def f():\n global {', '.join(f'a{n}' for n in range(depth + 1))}\n",
    "semicolons": lambda depth: "a(); " * depth + "b()\n",
}
KINDS = {**EXPRESSIONS, **STATEMENTS}
DEPTHS = (1, 20, 90, 199, 400, 1_190, 3_000, 20_000)
