"""Syntax: a source text becomes a small tree. The only layer that knows libcst."""

from pytest_etl_diagram.syntax.parse import lines, parse

__all__ = ["lines", "parse"]
