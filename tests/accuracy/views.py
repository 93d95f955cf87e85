"""What is compared: a DAG as a few plain values, whoever said them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULTS: dict[str, object] = {
    "operator": "",
    "retries": 0,
    "retry_delay": 300.0,
    "trigger_rule": "all_success",
    "mapped": False,
    "setup": False,
    "teardown": False,
    "group": "",
}
"""The compared settings of a task, with what Airflow takes where nothing is said."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its full id, the ids of its direct upstream, its settings (see DEFAULTS)."""

    name: str
    upstream: frozenset[str] = frozenset()
    settings: Mapping[str, object] = field(default_factory=dict)
    line: int = 0

    def setting(self, name: str) -> object:
        """Return a setting, Airflow's default where it was not given."""
        return self.settings.get(name, DEFAULTS[name])


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a DAG runs: `kind` none, cron, once, every, asset or other; `text` in normal form.

    `assets` holds a set of spellings for each asset (its name, its URI).
    """

    kind: str = "none"
    text: str = ""
    assets: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dag:
    """One DAG. `groups` maps a group's id to its parent's id or "".

    `schedule` and `catchup` are None where they aren't to be compared (the
    defaults differ between Airflow versions).
    """

    name: str
    tasks: Mapping[str, Task]
    groups: Mapping[str, str] = field(default_factory=dict)
    schedule: Schedule | None = None
    catchup: bool | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """One file of a corpus: which source pin, which path in it, which DAGs, which hash."""

    source: str
    path: str
    sha256: str
    dags: tuple[Dag, ...]
    dynamic: str = ""
