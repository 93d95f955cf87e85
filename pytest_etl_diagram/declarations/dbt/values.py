"""Settings of dbt's resources: values with the place where each stands, and their words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja.values import Choice, Unknown, is_small, shown
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, text
from pytest_etl_diagram.masking import MASK, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.model import Place


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's value (plain Python, Unknown or Choice), and where it stands."""

    value: object
    place: Place


Settings = dict[str, Setting]
"""Settings by name, as dbt calls them in SQL: `unique_key`, `pre_hook`."""


@dataclass(frozen=True, slots=True)
class Use:
    """A resource that another one reads.

    `kind` is `ref` or `source`; `names` are (package or "", name) or (source, table). `unknown`
    says that the names have placeholders in them, `uncertain` that it is only read under a
    condition which isn't known.
    """

    kind: str
    names: tuple[str, str]
    place: Place
    version: str = ""
    unknown: bool = False
    uncertain: bool = False


@dataclass(slots=True)
class Resource:
    """A model, seed, snapshot or singular test, before anything is linked.

    `kind` is dbt's own word for it. `folders` are those between the kind's folder and its file,
    `settings` those that stand in the file itself.
    """

    kind: str
    name: str
    path: str
    place: Place
    folders: tuple[str, ...] = ()
    settings: Settings = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    language: str = ""
    version: str = ""

    def told_at(self) -> Place:
        """Return where it says something first: its settings, or what it reads."""
        if self.place.line or self.kind == "seed":
            return self.place
        places = [s.place for s in self.settings.values()] + [use.place for use in self.uses]
        lines = [place.line for place in places if place.path == self.path and place.line]
        return replace(self.place, line=min(lines, default=1))


def plain(tree: Tree | None, render: Callable[[str, int], object]) -> object:
    """Return a tree as a plain value; `render` is given texts with Jinja and their lines."""
    if isinstance(tree, Listing):
        return [plain(item, render) for item in tree.items]
    if isinstance(tree, Mapping):
        return {entry.key: plain(entry.value, render) for entry in tree.entries}
    if not isinstance(tree, Scalar):
        return None
    if isinstance(tree.value, str) and "{" in tree.value and not tree.tag:
        return render(tree.value, tree.line)
    return text(tree) if tree.tag else tree.value


def words(value: object) -> str:
    """Return a value in words: `a, b` of a list, "" of nothing."""
    return _words(value) if is_small(value) else "…"


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        parts = (f"{key}: {of_key(str(key), value[key])}" for key in sorted(value, key=str))
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, Choice):
        return " or ".join(_words(option) for option in value.options)
    found = value.text if isinstance(value, Unknown) else shown(value)
    return " ".join(found.split())


def of_key(key: str, value: object) -> str:
    """Return the value of a setting in words, masked where its name says that it is a secret."""
    told = _words(value)
    is_reference = isinstance(value, Unknown) or value is None or isinstance(value, bool)
    return told if is_reference or not is_secret_name(key) else MASK


def items(value: object) -> list[object]:
    """Return the items of a list, a single value as the only one, none of nothing."""
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]
