"""Generic tests of models and columns in words: the members of a stage's fact `checks`.

    not_null(id), relationships(customer_id → customers.id), accepted_values(status: a | b)
    dbt_utils.expression_is_true(expression: total >= 0) [severity: warn]

No member holds `, `, which parts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.values import items, plain, words
from pytest_etl_diagram.declarations.jinja import JinjaError, parse_expression, tree
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, mapping, text
from pytest_etl_diagram.documents.tree import items as parts
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree

KEYS = ("data_tests", "tests")
_CONFIG = ("severity", "where", "error_if", "warn_if", "limit", "enabled", "fail_calc")
_LEFT = frozenset(
    {"tags", "name", "description", "meta", "config", "arguments", "column_name", "quote", "alias",
     "store_failures", "store_failures_as", "schema", "database", "test_name", "model", "docs"}
)  # fmt: skip
_DEFAULTS = {"severity": "error", "error_if": "!= 0", "warn_if": "!= 0", "enabled": "true",
             "fail_calc": "count(*)"}  # fmt: skip
_OWN_WORDS = {"to", "field", "values"}


@dataclass(frozen=True, slots=True)
class Check:
    """A generic test in words, its line, and the model that it compares with ("" for none)."""

    text: str
    line: int
    other: str = ""


def tests_of(row: Mapping) -> Tree | None:
    """Return the tests of a model or column."""
    return row.get(*KEYS)


@dataclass(frozen=True, slots=True)
class Notes:
    """What reading a file's tests needs: its path, where problems go, the project's settings.

    `usual` are the settings that the project gives for all tests, in words.
    """

    source: str
    problems: list[Problem]
    usual: dict[str, str]


def checks(row: Mapping, column: str, notes: Notes) -> Iterator[Check]:
    """Yield the tests of a model (with `column` "") or of one of its columns."""
    given = tests_of(row)
    if given is not None and not isinstance(given, Listing):
        words = "the tests are no list; write '- not_null' below them"
        notes.problems.append(Problem(notes.source, given.line, words))
        return
    for test in parts(given):
        found = _check(test, column, notes)
        if found is not None:
            yield found


def _check(test: Tree, column: str, notes: Notes) -> Check | None:
    name, given, settings = "", Mapping(), Mapping()
    if isinstance(test, Scalar):
        name = text(test)
    elif isinstance(test, Mapping) and test.entries:
        own = text(test.get("test_name"))
        first = test.entries[0]
        name = own or first.key
        given = test if own else mapping(first.value)
        settings = Mapping((*test.entries[1:], *given.entries)) if not own else test
    if not name:
        words = "a test has no name; write 'not_null' or 'name: arguments'"
        notes.problems.append(Problem(notes.source, test.line, words))
        return None
    column = column or text(given.get("column_name"))
    arguments = Mapping((*given.entries, *mapping(given.get("arguments")).entries))
    config = Mapping((*settings.entries, *mapping(settings.get("config")).entries))
    described, other = _arguments(name.rpartition(".")[2], arguments)
    conditions = list(_conditions(config, notes.usual))
    if "enabled: false" in conditions:
        return None
    suffix = f" [{'; '.join(conditions)}]" if conditions else ""
    return Check(_written(name, column, described) + suffix, test.line, other)


def _written(name: str, column: str, described: list[str]) -> str:
    inner = column
    if described:
        between = " → " if described[0].startswith("→") else ": " if column else ""
        inner += between + "; ".join(part.removeprefix("→") for part in described)
    return f"{name}({inner})" if inner else name


def _arguments(name: str, given: Mapping) -> tuple[list[str], str]:
    """Return a test's arguments in words, and the model that it compares with."""
    if name == "relationships" and given.get("to") is not None:
        other = _target(given.get("to"))
        return [f"→{other}.{text(given.get('field'))}"], other
    if name == "accepted_values" and given.get("values") is not None:
        return [_several(given.get("values"), ordered=False)], ""
    described: list[str] = []
    other = ""
    for entry in sorted(given.entries, key=lambda e: e.key):
        if entry.key in _LEFT or entry.key in _CONFIG:
            continue
        value = entry.value
        if isinstance(value, Scalar) and "ref(" in str(value.value):
            other = other or _target(value)
            described.append(f"{entry.key}: {_target(value)}")
        else:
            described.append(f"{entry.key}: {_several(value, ordered=True)}")
    return described, other


def _conditions(config: Mapping, usual: dict[str, str]) -> Iterator[str]:
    """Yield the settings of a test that say when it fails, but for those with their default."""
    for key in _CONFIG:
        value = config.get(key)
        told = usual.get(key, "") if value is None else _told(value)
        told = told.lower() if key == "severity" else told
        if told and told != _DEFAULTS.get(key):
            yield f"{key}: {told}"


def _several(value: Tree | None, *, ordered: bool) -> str:
    """Return the words of a list, parted by bars: those without an order sorted."""
    found = [_told(item) for item in parts(value)]
    return " | ".join(found if ordered else sorted(found))


def _told(value: Tree) -> str:
    """Return a value in words, without what parts the checks."""
    return words(plain(value, lambda told, _: told)).replace(", ", ",")


def _target(value: Tree | None) -> str:
    """Return what `ref('customers')` or `source('raw', 'orders')` names in YAML."""
    written = text(value)
    names = names_in(written)
    return names[1] if names else written.replace(", ", ",")


def names_in(written: str, line: int = 0) -> tuple[str, str, str] | None:
    """Read `ref('x')`, `ref('pkg', 'x', v=1)` or `source('a', 'b')` of YAML.

    Returns (`ref` or `source`, what it names, version), names joined by a dot; None for other text.
    """
    inner = written.strip()
    if inner.startswith("{{") and inner.endswith("}}"):
        inner = inner[2:-2]
    try:
        node = parse_expression(inner.strip().removesuffix(";"), line)
    except JinjaError:
        return None
    if not isinstance(node, tree.Call) or not isinstance(node.function, tree.Name):
        return None
    given = [n.value for n in node.arguments.positional if isinstance(n, tree.Const)]
    named = {k: v.value for k, v in node.arguments.named if isinstance(v, tree.Const)}
    if node.function.name not in ("ref", "source") or not given:
        return None
    version = named.get("v", named.get("version"))
    told = ".".join(words(part) for part in items(given))
    return node.function.name, told, "" if version is None else words(version)
