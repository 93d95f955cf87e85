"""Settings that are kept in files of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from pytest_etl_diagram.flows.endpoints import Table


def variables(config: pytest.Config, wrong: list[str]) -> Mapping[str, object]:
    """Return the variables that pipelines are known to find."""
    value = config.getini("etl_diagrams_variables")
    if not value:
        return {}
    try:
        content = _load(config.rootpath / value)
    except (OSError, ValueError) as error:
        wrong.append(
            f"etl_diagrams_variables: {value!r} can't be read ({_line(error)}); name a JSON or "
            f"YAML file, relative to {config.rootpath}"
        )
        return {}
    if not isinstance(content, dict):
        wrong.append(
            f"etl_diagrams_variables: {value!r} holds a {type(content).__name__}; it must be a "
            "mapping of names to values"
        )
        return {}
    return {str(name): value for name, value in content.items()}


def endpoints(config: pytest.Config, wrong: list[str]) -> Table | None:
    """Return the table of I/O calls as the project extends it, None where it doesn't."""
    value = config.getini("etl_diagrams_endpoints")
    if not value:
        return None
    from pytest_etl_diagram.flows.endpoints import (  # noqa: PLC0415 -- few need it
        EndpointTableError,
        load_table,
    )

    try:
        return load_table(config.rootpath / value)
    except EndpointTableError as error:
        wrong.append(
            f"etl_diagrams_endpoints: {value!r} can't be used ({_line(error)}); name a JSON or "
            f"YAML file of I/O calls, relative to {config.rootpath}"
        )
        return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _load(path: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Return what a JSON or YAML file holds; raises OSError or ValueError."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    import yaml  # noqa: PLC0415 -- only who has a YAML file pays for it

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
