"""Rewriting a program so that it does the same: what must never show in a drawing.

Each function takes the text of a module and returns another one of the same meaning.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.mutations.naming import aliased, renamed, spelled_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOG_METHODS = frozenset("debug info warning error exception critical success".split())
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def laid_out_anew(text: str) -> str:
    """Drop comments and blank lines, break lines elsewhere."""
    return ast.unparse(ast.parse(text))


def commented(text: str) -> str:
    """Put a comment behind and a blank line below every line that ends a statement of its own."""
    ends = {node.end_lineno for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr)}
    lines = text.splitlines()
    return "".join(
        f"{line}  # as agreed\n\n" if number in ends and _is_plain(line) else f"{line}\n"
        for number, line in enumerate(lines, 1)
    )


def _is_plain(line: str) -> bool:
    return line.endswith(")") and '"""' not in line


def documented(text: str) -> str:
    """Give every function and class another docstring."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            _drop_docstring(node)
            node.body.insert(0, ast.Expr(ast.Constant(f"See the handbook on {node.name}.")))
    return _text(parsed)


def undocumented(text: str) -> str:
    """Drop every docstring of a function or class."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            _drop_docstring(node)
            node.body = node.body or [ast.Pass()]
    return _text(parsed)


def _drop_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
    if ast.get_docstring(node, clean=False) is not None:
        del node.body[0]


def logged_otherwise(text: str) -> str:
    """Change the words of every line of the log."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and node.args and _logs(node.func):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                first.value = f"etl: {first.value}"
            elif isinstance(first, ast.JoinedStr):
                first.values.insert(0, ast.Constant("etl: "))
    return _text(parsed)


def unlogged(text: str) -> str:
    """Drop every line of the log."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        for block in _blocks(node):
            kept = [each for each in block if not _is_log_line(each)]
            block[:] = kept or ([ast.Pass()] if block else [])
    return _text(parsed)


def _is_log_line(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Call) and _logs(value.func)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _logs(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "print"
    if not isinstance(function, ast.Attribute) or function.attr not in LOG_METHODS:
        return False
    owner = ast.unparse(function.value)
    return owner.split(".")[-1] in ("log", "logger", "logging", "LOG", "_log")


def unannotated(text: str) -> str:
    """Drop the annotations of local variables and of what functions return."""

    class Drop(ast.NodeTransformer):
        depth = 0

        def visit_FunctionDef(self, node):
            node.returns = None
            self.depth += 1
            self.generic_visit(node)
            self.depth -= 1
            return node

        visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

        def visit_ClassDef(self, node):
            outer, self.depth = self.depth, 0
            self.generic_visit(node)
            self.depth = outer
            return node

        def visit_AnnAssign(self, node):
            if not self.depth or node.value is None or not isinstance(node.target, ast.Name):
                return node
            return ast.Assign([node.target], node.value)

    return _text(Drop().visit(ast.parse(text)))


def annotated(text: str) -> str:
    """Annotate every local variable that is assigned once by itself, and what is returned."""
    parsed = ast.parse(text)
    for function in ast.walk(parsed):
        if not isinstance(function, FUNCTIONS):
            continue
        function.returns = function.returns or ast.Name("object")
        for node in ast.walk(function):
            for block in _blocks(node):
                block[:] = [_annotated(each) for each in block]
    return _text(parsed)


def _annotated(node: ast.stmt) -> ast.stmt:
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return node
    target = node.targets[0]
    if not isinstance(target, ast.Name):
        return node
    return ast.AnnAssign(target, ast.Name("object"), node.value, 1)


def ordered_otherwise(text: str) -> str:
    """Turn round the order of methods, and of functions that stand in a row."""
    parsed = ast.parse(text)
    for node in [parsed, *ast.walk(parsed)]:
        if isinstance(node, (ast.Module, ast.ClassDef)):
            node.body = list(_turned(node.body, _moves_freely))
    return _text(parsed)


def imported_otherwise(text: str) -> str:
    """Turn round the order of the imports at the top."""
    parsed = ast.parse(text)
    parsed.body = list(_turned(parsed.body, _is_import))
    return _text(parsed)


def _moves_freely(node: ast.stmt) -> bool:
    """Tell whether a function can stand elsewhere: nothing of it runs where it is defined."""
    return isinstance(node, FUNCTIONS) and not node.decorator_list and not node.args.defaults


def _is_import(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module != "__future__"
    return isinstance(node, ast.Import)


def _turned(body: list[ast.stmt], belongs: Callable[[ast.stmt], bool]) -> Iterator[ast.stmt]:
    row: list[ast.stmt] = []
    for node in body:
        if belongs(node):
            row.append(node)
            continue
        yield from reversed(row)
        row = []
        yield node
    yield from reversed(row)


def _text(parsed: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(parsed))


STYLES: dict[str, tuple[Callable[[str], str], ...]] = {
    "wordy": (commented, documented, annotated, logged_otherwise),
    "terse": (undocumented, unannotated, unlogged, laid_out_anew),
    "other names": (renamed, aliased),
    "more names": (spelled_out,),
    "other order": (ordered_otherwise, imported_otherwise),
}
"""Ways to write a program, each as what is done to the text one after the other."""


def rewritten(text: str, style: tuple[Callable[[str], str], ...]) -> str:
    """Return a program in another style."""
    for rewriting in style:
        text = rewriting(text)
    return text
