"""Where the configuration files of monitoring list what is watched, and what is sent where.

What was taken out of such a list has no line any more; then the list is where to look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.monitoring import PLAIN_YAML, watching_files
from pytest_etl_diagram.documents.tree import mapping
from pytest_etl_diagram.documents.yaml import read_yaml
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Mapping, Tree
    from pytest_etl_diagram.model.places import FactPlaces

MONITORS: Final = "monitors"
CONNECTS: Final = "connects_to"

_LISTS: Final = (
    (MONITORS, ("scrape_configs",)),
    (MONITORS, ("receivers", "prometheus", "config", "scrape_configs")),
    (MONITORS, ("metricbeat.modules",)),
    (CONNECTS, ("datasources",)),
    (CONNECTS, ("clients",)),
    (CONNECTS, ("exporters",)),
    (CONNECTS, ("sinks",)),
    (CONNECTS, ("pipeline", "outputs")),
    (CONNECTS, ("receivers",)),
    (CONNECTS, ("remote_write",)),
    (CONNECTS, ("alerting",)),
)
"""What a list is called in a unit's places, and where it is: of several the first counts."""


def lists_of(files: Files, source: str) -> FactPlaces:
    """Return where the configurations list something that a unit mounts: a file, or a folder."""
    paths = (path for path in watching_files(files, source) if path.lower().endswith(PLAIN_YAML))
    return first_of(each for p in paths for each in _lists(files.yaml(p).documents, p, 0))


def lists_in(content: str, source: str, line: int = 1) -> FactPlaces:
    """Return where the text of a configuration lists something; `line` is that of its first."""
    documents, _ = read_yaml(content, source)
    return first_of(_lists(documents, source, line - 1))


def first_of(found: Iterable[tuple[str, Place]]) -> FactPlaces:
    """Return the first place of each name."""
    kept: dict[str, Place] = {}
    for name, place in found:
        kept.setdefault(name, place)
    return tuple(kept.items())


def tie_places(lists: FactPlaces, environment: Place | None) -> Iterator[tuple[str, Place]]:
    """Yield where a unit says what it watches and connects to, as a whole.

    `lists` are those in its configuration files. Where these and its environment both lead
    somewhere, it isn't known which of them did.
    """
    in_files = any(name == CONNECTS for name, _ in lists)
    yield from (each for each in lists if each[0] != CONNECTS or environment is None)
    if environment is not None and not in_files:
        yield CONNECTS, environment


def _lists(documents: Iterable[Tree], source: str, before: int) -> Iterator[tuple[str, Place]]:
    for document in documents:
        for name, path in _LISTS:
            line = _line(mapping(document), path)
            if line:
                yield name, Place(source, line=line + before)


def _line(tree: Mapping, path: tuple[str, ...]) -> int:
    """Return the line of the key at a path, 0 where there is none."""
    *way, last = path
    for key in way:
        tree = mapping(tree.get(key))
    entry = tree.entry(last)
    return 0 if entry is None else entry.line
