"""Parsing a text."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.expressions import EXPRESSIONS
from pytest_etl_diagram.syntax.lowering import Lowering
from pytest_etl_diagram.syntax.scan import check_depth
from pytest_etl_diagram.syntax.statements import block


def parse(path: str, text: str) -> tree.Module:
    """Parse the Python source `text` of the file at `path` (relative, for messages).

    Raises SourceError with the line and the parser's words where it is no
    Python, or is nested too deeply to be parsed.
    """
    check_depth(path, text)
    concrete = concrete_module(path, text)
    try:
        return tree.Module(path, block(Lowering(EXPRESSIONS), concrete), text)
    except RecursionError as error:
        raise SourceError(path, 0, "too deeply nested to be read") from error


def concrete_module(path: str, text: str) -> cst.Module:
    """Return libcst's tree of a text; raises SourceError where it is no Python."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise SourceError(path, *_refusal(text, error)) from error
    except (RecursionError, MemoryError) as error:
        raise SourceError(path, 0, "too deeply nested to be parsed") from error


def _refusal(text: str, error: cst.ParserSyntaxError) -> tuple[int, str]:
    """Return the line and the words of a syntax error, in Python's words where it agrees.

    libcst's lines are off by one for some errors and always 1 for others.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as python:
        return python.lineno or 0, f"can't be parsed as Python: {python.msg}"
    except (ValueError, RecursionError, MemoryError):
        pass  # null bytes, nesting
    message = " ".join(error.message.split())
    found = re.search(r"error at (\d+):", message)
    line = int(found[1]) if found else error.raw_line
    return line, f"can't be parsed as Python: {message}"
