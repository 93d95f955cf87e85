"""Syntax: a source text becomes a small tree. The only layer that knows libcst."""

from pytest_etl_diagram.syntax.parse import parse
from pytest_etl_diagram.syntax.positions import Positions, lines, positions

__all__ = ["Positions", "lines", "parse", "positions"]
