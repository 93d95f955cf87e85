"""Which settings hold for a resource, and the facts that a drawing shows of them.

dbt's order: what stands in the resource's own file goes before its properties in YAML, and those
before the project's settings, of which the more specific ones win. Tags and hooks add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.values import Setting, Settings, items, plain, words
from pytest_etl_diagram.declarations.jinja.values import truth
from pytest_etl_diagram.documents.tree import Mapping
from pytest_etl_diagram.masking import MASK, is_secret_name
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Mapping as Mapping_

    from pytest_etl_diagram.documents.tree import Entry


HOOKS = frozenset({"pre_hook", "post_hook"})
ADDED = frozenset({"tags", *HOOKS})
FIRST = (
    "enabled", "materialized", "mode", "strategy", "keys", "updated_at", "check_cols", "database",
    "schema", "alias",
)  # fmt: skip
"""The facts that come first, in this order; the others follow by name."""
RENAMED = {
    "unique_key": "keys",
    "incremental_strategy": "mode",
    "target_schema": "schema",
    "target_database": "database",
}
"""dbt's settings → names of facts that mean the same in other pipelines."""
UNORDERED = frozenset(
    {"keys", "check_cols", "tags", "merge_update_columns", "merge_exclude_columns", "packages"}
)
"""Facts of several values whose order has no meaning."""
LEFT = frozenset(
    {"meta", "docs", "description", "persist_docs", "quoting", "column_types", "name", "language",
     "columns", "tests", "data_tests", "unrendered_config", "show", "vars", "event_time_doc",
     "store_failures", "store_failures_as", "quote_columns", "version", "static_analysis"}
)  # fmt: skip
"""Settings that say nothing of what runs."""
DEFAULTS = {
    "enabled": "true",
    "severity": "error",
    "on_schema_change": "ignore",
    "full_refresh": "",
    "access": "protected",
    "error_if": "!= 0",
    "warn_if": "!= 0",
    "fail_calc": "count(*)",
    "delimiter": ",",
    "hard_deletes": "ignore",
    "invalidate_hard_deletes": "false",
    "on_configuration_change": "apply",
}
"""What a setting is where it isn't given: giving it so changes nothing."""
_MAPPINGS = frozenset(
    {"meta", "persist_docs", "grants", "partition_by", "vars", "column_types", "contract", "docs",
     "freshness", "query_settings", "settings", "tblproperties", "resource_tags", "labels"}
)  # fmt: skip
"""Settings that are mappings: in a project's settings other mappings are folders."""


class ProjectSettings:
    """The settings that a project gives for kinds of resources and folders; each is read once."""

    def __init__(
        self,
        sections: Mapping_[str, Mapping],
        source: str,
        render: Callable[[str, int, str], object],
    ) -> None:
        """Take the settings by kind of resource, and what renders the Jinja in them."""
        self._sections = sections
        self._source = source
        self._render = render
        self._read: dict[int, Settings] = {}

    def of(self, kind: str, names: Sequence[str]) -> list[Settings]:
        """Return what holds for a resource, the more specific settings later.

        `names` are the project's, the folders' and the resource's own: its way down the section.
        """
        level = self._sections[kind]
        found = [self._level(level)]
        for name in names:
            below = level.get(name, f"+{name}")
            if not isinstance(below, Mapping):
                break
            level = below
            found.append(self._level(level))
        return found

    def _level(self, level: Mapping) -> Settings:
        known = self._read.get(id(level))
        if known is None:
            known = self._read[id(level)] = dict(self._own(level))
        return known

    def _own(self, level: Mapping) -> Iterator[tuple[str, Setting]]:
        """Yield the settings of one level; a plus sign tells them from folders."""
        for entry in level.entries:
            is_marked = entry.key.startswith("+")
            name = entry.key.removeprefix("+").replace("-", "_")
            if is_marked or not isinstance(entry.value, Mapping) or name in _MAPPINGS:
                yield name, setting_of(name, entry, self._source, self._render)


def setting_of(
    name: str, entry: Entry, source: str, render: Callable[[str, int, str], object]
) -> Setting:
    """Return a setting of YAML with its Jinja worked out; hooks are only rendered when they run."""

    def rendered(text: str, line: int) -> object:
        return text if name in HOOKS else render(text, line, source)

    return Setting(plain(entry.value, rendered), Place(source, line=entry.line))


def together(layers: Sequence[Settings]) -> Settings:
    """Return what several layers of settings say together; later ones win."""
    found: Settings = {}
    for layer in layers:
        for name, setting in layer.items():
            if name in ADDED and name in found:
                value = [*items(found[name].value), *items(setting.value)]
                found[name] = Setting(value, setting.place)
            else:
                found[name] = setting
    return found


def is_disabled(settings: Settings) -> bool:
    """Tell whether a resource is switched off for good."""
    setting = settings.get("enabled")
    return setting is not None and _truth(setting.value) is False


def is_uncertain(settings: Settings) -> bool:
    """Tell whether a condition that isn't known decides whether a resource is there at all."""
    setting = settings.get("enabled")
    return setting is not None and _truth(setting.value) is None


def _truth(value: object) -> bool | None:
    return value.lower() != "false" if isinstance(value, str) else truth(value)


def facts_of(settings: Settings) -> Iterator[tuple[str, str, Place]]:
    """Yield the facts that settings are, each with its place, in the order of drawing."""
    found: dict[str, tuple[str, Place]] = {}
    for name in sorted(settings):
        fact = RENAMED.get(name, name)
        if name in LEFT or fact in found:
            continue
        told = MASK if is_secret_name(name) else _told(fact, settings[name].value)
        if told and told != DEFAULTS.get(fact):
            found[fact] = (told, settings[name].place)
    order = [*(name for name in FIRST if name in found), *sorted(found.keys() - set(FIRST))]
    for fact in order:
        yield (fact, *found[fact])


def _told(fact: str, value: object) -> str:
    """Return a setting in words, the same for what means the same."""
    if fact == "freshness":
        return freshness(value)
    if fact == "contract":
        value = value.get("enforced") if isinstance(value, dict) else value
        return "enforced" if value in (True, "true") else ""
    if fact in ("pre_hook", "post_hook"):
        return "; ".join(_hook(hook) for hook in items(value))
    if fact in UNORDERED:
        return ", ".join(sorted(dict.fromkeys(words(item) for item in items(value))))
    told = words(value)
    return told.lower() if fact in ("severity", "enabled") else told


def _hook(hook: object) -> str:
    return words(hook.get("sql")) if isinstance(hook, dict) else words(hook)


def freshness(value: object) -> str:
    """Say how old a source may be: `warn after 12 hours, error after 1 day`."""
    if not isinstance(value, dict):
        return words(value)
    told = []
    for key in ("warn_after", "error_after", "build_after"):
        given = value.get(key)
        if isinstance(given, dict) and given.get("count") is not None:
            period = words(given.get("period"))
            count = words(given["count"])
            plural = "" if count == "1" else "s"
            told.append(f"{key.replace('_', ' ')} {count} {period}{plural}")
    if value.get("filter"):
        told.append(f"filter {words(value['filter'])}")
    return ", ".join(told)
