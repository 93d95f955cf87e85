"""Jinja templates, read and partly evaluated, without ever running anything.

tokens    a template's text → pieces of text, tags and their tokens
tree      what a template is made of
parsing   pieces → statements; expressions parses what stands in a tag
values    what expressions give; Unknown where only a run could tell
running   statements and expressions → values, both sides of what isn't known
"""

from __future__ import annotations

from pytest_etl_diagram.declarations.jinja.parsing import parse_expression, parse_template
from pytest_etl_diagram.declarations.jinja.tokens import JinjaError

__all__ = ["JinjaError", "parse_expression", "parse_template"]
