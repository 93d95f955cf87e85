"""Walking a tree meets every node once, in the order of the source."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from pytest_etl_diagram.syntax import parse, tree
from pytest_etl_diagram.syntax.tree.walking import EVERYTHING, STATEMENTS, Below, walk

TEXT = '''
import os
from a.b import c as d
@decorated(1)
class Loader(Base, meta=Meta):
    size: int = 3
    def load(self, rows: list[int] = [], *, key=None) -> str:
        """Load."""
        try:
            with open(f"{rows!r:>{key}}") as out, other:
                out.write(x if y else not z)
        except (OSError, ValueError) as error:
            raise Failed(*rows, **key) from error
        else:
            return [a for a in rows if a > 0 and (n := a) < 9]
        finally:
            del rows[0], self.x
for i, (j, *k) in {1: {2}, **z}.items():
    while i: i -= 1; continue
    else: break
match i:
    case Point(x=0) | [1, *rest] | {"a": _, **others}: assert i
    case _: (lambda p=1: (yield p))(await_)
async def later():
    global g
    await g[1:2, ...]
'''
BODY = parse("a.py", TEXT).body


def below(node):
    """Yield a node and all below it, the slow way: by whatever its fields hold."""
    if isinstance(node, tuple):
        for each in node:
            yield from below(each)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from below(getattr(node, field.name))


def test_every_node_is_met_in_the_order_of_the_source():
    assert list(walk(BODY)) == list(below(BODY))


def test_a_walk_over_statements_meets_all_of_them_and_no_expression():
    expressions = tree.Expr.__args__
    found = list(walk(BODY, STATEMENTS))
    assert not any(isinstance(node, expressions) for node in found)
    holders = (*tree.Statement.__args__, tree.Handler, tree.Case)
    assert found == [node for node in below(BODY) if isinstance(node, holders)]


def test_nothing_below_the_kinds_where_it_ends():
    found = [type(node) for node in walk(BODY, EVERYTHING, {tree.Class})]
    assert tree.Class in found
    assert tree.Annotate not in found


def test_a_field_that_is_left_out_is_not_gone_into():
    names = [n.id for n in walk(BODY, Below({tree.Handler: "kind"})) if isinstance(n, tree.Name)]
    assert "OSError" not in names
    assert "Failed" in names
