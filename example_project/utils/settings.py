"""The YAML files of config/, with `${NAME}` and `${NAME:-default}` filled in."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from utils.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).parents[1]
CONFIG = PROJECT / "config"
_PLACEHOLDER = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


def load_yaml(name: str, folder: Path = CONFIG) -> dict[str, Any]:
    """Return the contents of a configuration file, its placeholders still in."""
    path = folder / name
    try:
        contents = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(contents, dict):
        raise ConfigError(f"{path}: a mapping was expected")
    return contents


def filled(value: Any, variables: Mapping[str, str] | None = None) -> Any:
    """Return a setting with its placeholders filled from `variables` (the environment).

    Raises ConfigError for a variable without value or default. Only what a run needs
    is filled, so nobody has to set Snowflake's password to load DuckDB.
    """
    variables = os.environ if variables is None else variables
    if isinstance(value, dict):
        return {name: filled(item, variables) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, variables) for item in value]
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda match: _value(match, variables), value)
    return value


def choose(systems: dict[str, Any], name: str, what: str) -> dict[str, Any]:
    """Return the settings of the source or target (`what`) called `name`."""
    if name not in systems:
        raise ConfigError(f"no {what} is called {name!r}; there are: {', '.join(sorted(systems))}")
    return filled(systems[name])


def _value(match: re.Match[str], variables: Mapping[str, str]) -> str:
    name, default = match.groups()
    value = variables.get(name) or default
    if value is None:
        raise ConfigError(f"environment variable {name} isn't set")
    return value
