"""The names of Compose files: which one is the base, which goes on top, what else there is."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.loading import folder_of
from pytest_etl_diagram.deployments.hints import COMPOSE_WORDS

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

BASES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""What Compose looks for, the first one that is there wins."""

OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
"""What Compose puts on top of the base, the first one that is there."""

_NAME = re.compile(rf"{COMPOSE_WORDS}\.ya?ml")
_PART = re.compile(r"(?:^|[._-])(?:base|common|shared|template|templates|defaults?)(?=[._-])")


def is_named_so(source: str) -> bool:
    """Tell whether a file is called as Compose files are."""
    return _NAME.fullmatch(posixpath.basename(source).lower()) is not None


def named_so(files: Files, folder: str) -> tuple[str, ...]:
    """Return the files right in a folder that are called as Compose files are, sorted."""
    return files.listing(folder, rf"(?i)\A(?:{_NAME.pattern})\Z")


def is_base(source: str) -> bool:
    """Tell whether Compose finds a file by itself."""
    return posixpath.basename(source) in BASES


def is_override(source: str) -> bool:
    """Tell whether Compose puts a file on top of a base."""
    return posixpath.basename(source) in OVERRIDES


def is_called_part(source: str) -> bool:
    """Tell whether a file's name says that others build on it: `docker-compose.common.yml`."""
    return _PART.search(posixpath.basename(source).lower()) is not None


def stem_of(source: str) -> str:
    """Return a file's name without its suffix."""
    return posixpath.splitext(posixpath.basename(source))[0]


def base_of(files: Files, folder: str) -> str | None:
    """Return the file in a folder that Compose takes, None without one."""
    return _first(files, folder, BASES)


def override_of(files: Files, folder: str) -> str | None:
    """Return the file in a folder that Compose puts on top of the base, None without one."""
    return _first(files, folder, OVERRIDES)


def possible_bases(files: Files, source: str) -> tuple[str, ...]:
    """Return the files beside `source` that it may be meant to be put on top of, likely ones first.

    Of `docker-compose.airflow.gpu.yml` that is `docker-compose.airflow.yml`, then what Compose
    takes by itself, then files that are called `base` or `common`.
    """
    folder, stem = folder_of(source), stem_of(source)
    likely = [
        posixpath.join(folder, f"{stem[: dot.start()]}{suffix}")
        for dot in reversed(list(re.finditer(r"[._-]", stem)))
        for suffix in (".yml", ".yaml")
    ]
    siblings = named_so(files, folder)
    base = base_of(files, folder)
    found = [each for each in likely if each in siblings]
    found += [] if base is None else [base]
    found += [each for each in siblings if is_called_part(each)]
    return tuple(each for each in dict.fromkeys(found) if each != source)


def _first(files: Files, folder: str, names: tuple[str, ...]) -> str | None:
    found = (posixpath.join(folder, name) for name in names)
    return next((source for source in found if files.exists(source)), None)
