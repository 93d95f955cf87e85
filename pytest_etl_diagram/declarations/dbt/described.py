"""What properties files say: of resources that are files, of sources and of exposures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.declarations.dbt.checks import Check
    from pytest_etl_diagram.declarations.dbt.values import Settings, Use
    from pytest_etl_diagram.model import Place, Problem


@dataclass(slots=True)
class Properties:
    """What a properties file says of one resource.

    `versions` maps a model's version to what is said of that one; `defined_in` is the file of a
    version. `relation` is what a snapshot in YAML takes, None for other resources.
    """

    kind: str
    name: str
    place: Place
    settings: Settings = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)
    unit_tests: list[str] = field(default_factory=list)
    versions: dict[str, Properties] = field(default_factory=dict)
    defined_in: str = ""
    relation: Use | None = None


@dataclass(slots=True)
class SourceTable:
    """A table that the project reads and doesn't make."""

    source: str
    name: str
    place: Place
    settings: Settings = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)


@dataclass(slots=True)
class Exposure:
    """What uses the project's models: a dashboard, a notebook, an application."""

    name: str
    place: Place
    settings: Settings = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)


@dataclass(slots=True)
class Described:
    """Everything that the properties files of a project say; `disabled` are names of sources."""

    resources: dict[tuple[str, str], Properties] = field(default_factory=dict)
    sources: dict[tuple[str, str], SourceTable] = field(default_factory=dict)
    exposures: dict[str, Exposure] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
