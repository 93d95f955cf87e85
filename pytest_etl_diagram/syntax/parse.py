"""Parsing a text."""

from __future__ import annotations

import ast
import re
import warnings
from functools import partial

import libcst as cst

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.sources.conflicts import find_conflict_in_code
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.expressions import EXPRESSIONS
from pytest_etl_diagram.syntax.lowering import Lowering
from pytest_etl_diagram.syntax.scan import check_amount, check_depth
from pytest_etl_diagram.syntax.stack import on_own_stack
from pytest_etl_diagram.syntax.statements import block


def parse(path: str, text: str) -> tree.Module:
    """Parse the Python source `text` of the file at `path` (relative, for messages).

    Raises SourceError with the line and the parser's words where it is no
    Python, is nested too deeply to be parsed, or is too much of it.
    """
    check_amount(path, text)
    check_depth(path, text)
    try:
        return _parsed(path, text)
    except RecursionError:  # the stack may be full of the files that import this one
        return _parsed_apart(path, text)


def _parsed(path: str, text: str) -> tree.Module:
    return tree.Module(path, block(Lowering(EXPRESSIONS), _concrete(path, text)), text)


def _parsed_apart(path: str, text: str) -> tree.Module:
    """Parse with an empty stack, so that the answer is the same whoever asks."""
    try:
        found: tree.Module = on_own_stack(partial(_parsed, path, text))
    except RecursionError as error:
        raise SourceError(path, 0, "too deeply nested to be read") from error
    return found


def concrete_module(path: str, text: str) -> cst.Module:
    """Return libcst's tree of a text; raises SourceError where it is no Python."""
    try:
        return _concrete(path, text)
    except RecursionError as error:
        raise SourceError(path, 0, "too deeply nested to be parsed") from error


def _concrete(path: str, text: str) -> cst.Module:
    """Return libcst's tree; raises RecursionError, too, where the stack is full."""
    null = text.find("\0")
    if null >= 0:  # libcst takes those inside of texts; no Python that this package runs on does
        words = "can't be parsed as Python: it holds null bytes; save it as UTF-8 text"
        raise SourceError(path, text.count("\n", 0, null) + 1, words)
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise SourceError(path, *_refusal(text, error)) from error
    except UnicodeEncodeError as error:  # some encodings decode to halves of characters
        line = text.count("\n", 0, error.start) + 1
        raise SourceError(path, line, "holds half a character; save it as UTF-8") from error
    except MemoryError as error:
        raise SourceError(path, 0, "needs too much memory to be parsed; split it") from error


def _refusal(text: str, error: cst.ParserSyntaxError) -> tuple[int, str]:
    """Return the line and the words of a syntax error, in Python's words where it agrees.

    libcst's lines are off by one for some errors and always 1 for others.
    """
    conflict = find_conflict_in_code(text)
    if conflict is not None:
        return conflict.line, f"can't be parsed as Python: {conflict}; resolve it"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as python:
        return python.lineno or 0, f"can't be parsed as Python: {python.msg}"
    except (ValueError, RecursionError, MemoryError):
        pass  # libcst's own words tell it then
    message = " ".join(error.message.split())
    found = re.search(r"error at (\d+):", message)
    line = int(found[1]) if found else error.raw_line
    return line, f"can't be parsed as Python: {message}"
