"""One section of a pipeline, such as its checks: the parts in it, whatever shape it has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.reading import PLAIN, settings_below
from pytest_etl_diagram.declarations.generic.settings import merged
from pytest_etl_diagram.declarations.generic.shapes import CHECK, SOURCE, STEP, TARGET, TRANSFORM
from pytest_etl_diagram.declarations.generic.systems import system_of
from pytest_etl_diagram.declarations.generic.values import is_given
from pytest_etl_diagram.declarations.generic.words import snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree

_INNER = {SOURCE: ("source", "sources"), TARGET: ("target", "targets", "sink", "destination")}
_ROLES = {CHECK: "validate", TRANSFORM: "transform"}
_PARTS_BELOW = frozenset({*words.ITEMS})
_MORE_PLAIN = frozenset({"schema", "auth", "credentials", "headers", "retry", "options", "columns"})


@dataclass(frozen=True, slots=True)
class Part:
    """One source, step, check or target: its settings, and its key in a mapping of several.

    `late` parts stand in a section that runs after the load (`post_load_checks`).
    """

    tree: Tree
    line: int
    key: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The parts of one sort under one key: in the order of a list, or without one."""

    name: str
    key: str
    line: int
    parts: tuple[Part, ...]
    ordered: bool = True


def section_under(name: str, entry: Entry) -> Section:
    """Return the parts under a key."""
    tree, shared = entry.value, Mapping()
    while True:
        below = _below(name, tree)
        if below is None:
            break
        inner, rest = below
        shared = merged(shared, rest)
        tree = inner
    if isinstance(tree, Mapping) and _is_keyed(name, tree, snake(entry.key)):
        all_of_them = tuple(e for e in tree.entries if _is_for_all(e))
        shared = merged(shared, Mapping(all_of_them))
        tree = Mapping(tuple(e for e in tree.entries if e not in all_of_them), tree.line)
    if name == CHECK and isinstance(tree, Mapping) and _is_by_time(tree):
        found = [part for each in tree.entries for part in section_under(name, each).parts]
    else:
        found = list(_parts(name, entry, tree))
    late = _is_late(entry.key)
    parts = tuple(
        replace(part, tree=_shared(name, part, shared), late=part.late or late) for part in found
    )
    ordered = isinstance(tree, Listing) or len(parts) == 1
    return Section(name, entry.key, entry.line, parts, ordered)


def _is_late(key: str) -> bool:
    """Tell whether a key says that what stands below it runs after the load: `post_load`."""
    return bool({"post", "after"} & set(words.words_of(key)))


def _is_by_time(tree: Mapping) -> bool:
    """Tell whether checks stand in groups by when they run: `pre_load`, `post_load`."""
    times = {"pre", "before", "post", "after"}
    return bool(tree.entries) and all(
        times & set(words.words_of(each.key)) and isinstance(each.value, (Listing, Mapping))
        for each in tree.entries
    )


def _is_for_all(entry: Entry) -> bool:
    """Tell whether a setting in a mapping of parts is said of all of them."""
    return snake(entry.key) in _FOR_ALL and isinstance(entry.value, Scalar)


_FOR_ALL = frozenset(
    "enabled active on_failure on_error on_fail fail_fast severity stage when phase timing engine "
    "strict stop_on_failure fail_on_error action notify threshold".split()
)


def _shared(name: str, part: Part, shared: Mapping) -> Tree:
    """Give a part what its section says for all of them."""
    tree = part.tree
    if not shared.entries or tree.tag:
        return tree
    if isinstance(tree, Listing):
        return merged(Mapping((Entry("columns", tree, part.line),), part.line), shared)
    if isinstance(tree, Scalar):
        own = Entry(part.key or "type", tree, part.line)
        return merged(Mapping((own,), part.line), shared)
    only = tree.entries[0] if len(tree.entries) == 1 and not part.key else None
    if only is not None and (isinstance(only.value, Mapping) or snake(only.key) not in PLAIN):
        inner = merged(settings_below(only, _ROLES.get(name, "")), shared)
        return Mapping((Entry(only.key, inner, only.line),), tree.line)
    return merged(tree, shared)


def _below(name: str, tree: Tree) -> tuple[Tree, Mapping] | None:
    """Return what stands in a section below `rules:` or `source:`, and what stands beside it."""
    if not isinstance(tree, Mapping) or tree.tag:
        return None
    inner = _INNER.get(name, ())
    for entry in tree.entries:
        key = snake(entry.key)
        rest = Mapping(tuple(e for e in tree.entries if e is not entry), tree.line)
        if key in inner and isinstance(entry.value, Listing):
            return entry.value, rest
        if key in inner and isinstance(entry.value, Mapping) and not entry.value.tag:
            if words.find(entry.value, words.TYPES) is None and _is_keyed(name, entry.value, key):
                return entry.value, rest
            return merged(entry.value, rest), Mapping()
        if key in _PARTS_BELOW and name not in (SOURCE, TARGET):
            mappings = isinstance(entry.value, Listing) and bool(entry.value.items)
            is_typed = words.find(rest, ("type", "check", "check_type")) is not None
            if mappings and not is_typed:
                return entry.value, rest
        if key == "steps" and isinstance(entry.value, Listing):
            return entry.value, rest
    return None


def _parts(name: str, entry: Entry, tree: Tree) -> Iterator[Part]:
    if isinstance(tree, Listing) and not tree.tag:
        for item in tree.items:
            yield Part(item, item.line or entry.line)
    elif isinstance(tree, Mapping) and not tree.tag and _is_keyed(name, tree, snake(entry.key)):
        for each in sorted(tree.entries, key=lambda e: e.key):
            if not is_given(each.value):
                continue
            if name == CHECK and _is_list_of_steps(each.value):
                yield from _grouped(name, each)
            else:
                yield Part(each.value, each.line, each.key)
    elif is_given(tree):
        yield Part(tree, entry.line)


def _grouped(name: str, each: Entry) -> Iterator[Part]:
    """Yield the checks of `orders: [{type: not_null}, …]`, each with what it is of."""
    of = Entry("of", Scalar(each.key, each.key, each.line), each.line)
    for item in items(each.value):
        part = Part(item, item.line or each.line)
        yield replace(part, tree=_shared(name, part, Mapping((of,))))


def _is_list_of_steps(tree: Tree) -> bool:
    return isinstance(tree, Listing) and any(isinstance(item, Mapping) for item in tree.items)


def _is_name(only: Entry) -> bool:
    """Tell whether the only key below `source` is the name of one, and not its type or a setting.

    A name has its type below it; `kafka: {topic: clicks}` is of the type `kafka`.
    """
    key = snake(only.key)
    if key in PLAIN or key in _MORE_PLAIN or (system_of(key) and len(words.words_of(key)) == 1):
        return False
    return isinstance(only.value, Mapping) and words.find(only.value, words.TYPES) is not None


def _is_keyed(name: str, tree: Mapping, key: str) -> bool:
    """Tell whether a mapping is one of several parts by name, and not the settings of one."""
    keys = [snake(entry.key) for entry in tree.entries]
    if name in (CHECK, TRANSFORM):
        named = words.find(tree, ("type", "name", "check", "operation", "op", "action", "ruleset",
                                  "pipeline", "class", "plugin", "function"))  # fmt: skip
        return named is None or not isinstance(named.value, Scalar)
    if len(keys) == 1 and name in (SOURCE, TARGET) and isinstance(tree.entries[0].value, Mapping):
        return _is_name(tree.entries[0])
    all_mappings = all(isinstance(e.value, Mapping) and not e.value.tag for e in tree.entries)
    if any(one in PLAIN or one in _MORE_PLAIN for one in keys):
        return all_mappings and len(keys) > 1 and key.endswith("s")
    if not all_mappings:
        return name == STEP and not words.find(tree, words.STEP_TYPES)
    return name == STEP or len(keys) > 1 or key.endswith("s") or key in ("from", "to")
