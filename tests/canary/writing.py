"""How secrets are written into files, whatever the kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Files = dict[str, str]


def env_name(about: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", about.upper()).strip("_")


def in_yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, width=10_000)


def environment(named: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    return {**named, **{env_name(f"setting {about}"): text for about, text in texts.items()}}
