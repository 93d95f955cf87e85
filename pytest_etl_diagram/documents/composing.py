"""Trees out of a YAML parser's events, with anchors, aliases and merge keys resolved.

Aliases share the trees of their anchors, so memory stays that of the text; what an alias adds
once it is expanded is counted, and too much of it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from pytest_etl_diagram.documents import templates, yaml_faults
from pytest_etl_diagram.documents.limits import MAX_DEPTH, MAX_PARTS, MAX_PROBLEMS
from pytest_etl_diagram.documents.scalars import STANDARD, Value, convert, resolve
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, Tree
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml._yaml import Mark as CMark

_PYTHON = f"{STANDARD}python/"
_SHAPES = frozenset(STANDARD + name for name in ("map", "seq", "set", "omap", "pairs"))
_SCALARS = frozenset(
    STANDARD + name for name in "str int float bool null timestamp binary merge value".split()
)


class Refused(Exception):  # noqa: N818  the text's fault, not ours
    """The text is more than is read; the message says why."""

    def __init__(self, line: int, message: str) -> None:
        """Keep where, and the words."""
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A tree with what it weighs: its parts once aliases are expanded, and its depth."""

    tree: Tree
    parts: int = 1
    depth: int = 0


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end hasn't come yet.

    `parts` are those that came before it. `merges` are the places of merge keys in `trees`, which
    are keys and values by turns in a mapping.
    """

    is_mapping: bool
    line: int
    tag: str
    anchor: str | None
    start: int
    is_expression: bool
    parts: int
    depth: int = 1
    trees: list[Tree] = field(default_factory=list)
    merges: set[int] = field(default_factory=set)


class Composer:
    """Takes a parser's events, keeps the documents and problems that came of them."""

    def __init__(self, source_text: str, source: str, restore: Callable[[str], str]) -> None:
        """Take the text, its path for problems, and what to do to each scalar's text."""
        self.documents: list[Tree] = []
        self._text = source_text
        self._source = source
        self._restore = restore
        self._problems: list[Problem] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._open: list[_Open] = []
        self._parts = 0
        self._more = 0  # problems that aren't kept
        self._quiet = 0  # inside of so many Jinja expressions

    def found_problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their lines."""
        found = sorted(set(self._problems), key=lambda problem: (problem.line, problem.message))
        if self._more:
            message = f"there are {self._more:,} more problems in this file"
            found.append(Problem(self._source, 0, message))
        return tuple(found)

    def problem(self, line: int, message: str) -> None:
        """Note what is wrong with the text as a whole."""
        self._problems.append(Problem(self._source, line, message))

    def _note(self, line: int, message: str) -> None:
        """Note what is wrong with a part, unless it may turn out to be a Jinja expression."""
        if self._quiet:
            return
        if len(self._problems) < MAX_PROBLEMS:
            self.problem(line, message)
        else:
            self._more += 1

    def take(self, event: yaml.Event) -> None:
        """Take the next event; raise Refused where the text is too much."""
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._anchors = {}

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        written = self._restore(event.value)
        line = _line(event)
        tag = event.tag
        if tag is not None and tag != "!":
            tree = self._tagged(tag, written, line)
        elif tag is None and event.implicit[0]:
            holder = self._open[-1] if self._open else None
            if holder is not None and written == "<<":
                holder.merges.add(len(holder.trees))
            elif holder is not None and not written and len(holder.trees) % 2 and holder.is_mapping:
                line = holder.trees[-1].line  # no value stands beside its key
            tree = Scalar(resolve(written), written, line)
        else:
            tree = Scalar(written, written, line)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(tree)
        self._count(1, line)
        self._add(tree)

    def _tagged(self, tag: str, written: str, line: int) -> Scalar:
        if tag not in _SCALARS:
            return Scalar(written, written, line, self._tag(tag, line))
        value: Value = written
        try:
            value = convert(tag.removeprefix(STANDARD), written)
        except ValueError:
            self._note(line, yaml_faults.no_such_value(tag.removeprefix(STANDARD)))
        return Scalar(value, written, line)

    def _tag(self, tag: str, line: int) -> str:
        """Return how a tag is written, "" for one that says no more than the shape does."""
        if tag.startswith(_PYTHON):
            self._note(line, yaml_faults.python_tag(tag.removeprefix(STANDARD)))
        if tag in _SHAPES or tag in _SCALARS:
            return ""
        if tag.startswith(STANDARD):
            return f"!!{tag.removeprefix(STANDARD)}"
        return tag if tag.startswith("!") else f"!<{tag}>"

    def _alias(self, event: yaml.AliasEvent) -> None:
        line = _line(event)
        name = event.anchor or ""
        found = self._anchors.get(name)
        if found is None:
            self._note(line, yaml_faults.bad_alias(name, inside=name in self._anchors))
            words = f"*{name}"
            found = _Anchored(Scalar(words, words, line))
        self._count(found.parts, line)
        self._deepen(found.depth, line)
        self._add(found.tree)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        line = _line(event)
        tag = "" if event.tag in (None, "!") else self._tag(event.tag, line)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        start = _index(event.start_mark)
        is_expression = (
            is_mapping and bool(event.flow_style) and templates.begins(self._text, start)
        )
        self._quiet += is_expression
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        opened = _Open(is_mapping, line, tag, event.anchor, start, is_expression, self._parts)
        self._open.append(opened)
        self._count(1, line)
        if len(self._open) > MAX_DEPTH:
            raise Refused(line, yaml_faults.too_deep())

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        ended = self._open.pop()
        self._quiet -= ended.is_expression
        tree = self._ended(ended, event)
        depth = 0 if isinstance(tree, Scalar) else ended.depth
        if ended.anchor is not None:
            self._anchors[ended.anchor] = _Anchored(tree, self._parts - ended.parts, depth)
        self._deepen(depth, ended.line)
        self._add(tree)

    def _ended(self, ended: _Open, event: yaml.CollectionEndEvent) -> Tree:
        """Return what a list or mapping is, a scalar where it is an expression of Jinja."""
        if ended.is_expression:
            written = templates.expression(self._text, ended.start, _index(event.end_mark))
            if written:
                words = self._restore(written)
                return Scalar(words, words, ended.line, ended.tag)
        if ended.is_mapping:
            return Mapping(self._entries(ended), ended.line, ended.tag)
        return Listing(tuple(ended.trees), ended.line, ended.tag)

    def _count(self, parts: int, line: int) -> None:
        """Count parts that came; raise Refused when they are too many."""
        self._parts += parts
        if self._parts > MAX_PARTS:
            raise Refused(line, yaml_faults.too_many())

    def _deepen(self, depth: int, line: int) -> None:
        """Note how deep a part is that comes into the innermost list or mapping."""
        if not self._open:
            return
        holder = self._open[-1]
        # what `<<` brings comes to stand beside it, not in it
        depth -= len(holder.trees) - 1 in holder.merges
        holder.depth = max(holder.depth, depth + 1)
        if len(self._open) + depth > MAX_DEPTH:
            raise Refused(line, yaml_faults.too_deep())

    def _add(self, tree: Tree) -> None:
        """Add a finished tree to what holds it."""
        if self._open:
            self._open[-1].trees.append(tree)
        else:
            self.documents.append(tree)

    def _entries(self, ended: _Open) -> tuple[Entry, ...]:
        """Return the entries of a mapping: its own, and what it merges that it hasn't itself."""
        found: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        for place in range(0, len(ended.trees), 2):
            key, value = ended.trees[place : place + 2]
            if place in ended.merges:
                # what stands later counts, and takes the place of what stands first
                merged.update(self._merged(value, key.line))
                continue
            if not isinstance(key, Scalar):
                self._note(key.line, yaml_faults.bad_key())
                continue
            name = key.text
            entry = Entry(name, value, key.line)
            first = found.get(name)
            if first is not None:
                self._note(entry.line, yaml_faults.twice(name, first.line))
            found[name] = entry
        own = {name: entry for name, entry in merged.items() if name not in found}
        return (*own.values(), *found.values()) if own else tuple(found.values())

    def _merged(self, tree: Tree, line: int) -> dict[str, Entry]:
        """Return what `<<` brings: of several mappings the first that has a key counts."""
        found: dict[str, Entry] = {}
        for part in tree.items if isinstance(tree, Listing) else (tree,):
            if not isinstance(part, Mapping):
                self._note(line, yaml_faults.bad_merge())
                continue
            for entry in part.entries:
                found.setdefault(entry.key, entry)
        return found


def _line(event: yaml.Event) -> int:
    """Return the line of an event, from 1."""
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _index(mark: yaml.Mark | CMark | None) -> int:
    """Return how many characters stand before a mark."""
    return mark.index if mark is not None else 0
