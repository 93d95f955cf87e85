"""Which mappings of a file are pipelines: told by their structure, and never by a name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.parts import parts_of
from pytest_etl_diagram.declarations.generic.queries import looks_like_sql
from pytest_etl_diagram.declarations.generic.reading import as_settings
from pytest_etl_diagram.declarations.generic.settings import opened
from pytest_etl_diagram.declarations.generic.shapes import CHECK, SOURCE, STEP, TARGET, TRANSFORM
from pytest_etl_diagram.declarations.generic.systems import system_of
from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar

if TYPE_CHECKING:
    from pytest_etl_diagram.declarations.generic.parts import Parts
    from pytest_etl_diagram.declarations.generic.sections import Part, Section

SURE, LIKELY, ANYWHERE = 4, 5, 6
"""So much has to speak for a pipeline: below `pipelines:`, in a file or below a key whose name may
be that of pipelines, and anywhere else."""
_TELLING = frozenset(
    "source sources data_source data_sources extract extractor extractors extraction reader "
    "ingest target targets sink sinks destination destinations dest load loader loaders loading "
    "writer data_target data_sink".split()
)
"""Keys that hardly anything but a pipeline has in pairs; `input`, `from` and others are vague."""
_STRONG_CHECKS = frozenset(
    "quality_checks quality_check expectations validations data_quality dq_checks quality_rules "
    "data_quality_checks validation_rules data_quality_rules quality_gate quality_gates".split()
)
_DATA = frozenset({
    *words.CONNECTIONS, *words.TABLES, *words.QUERIES, *words.QUERY_FILES, *words.TOPICS,
    *words.BUCKETS, *words.URLS, "path", "paths", "file_path", "filename", "files", "database",
    "db", "schema", "dataset", "format", "file_format", "dsn", "connection_string", "delimiter",
    "system", "conn_str", "topic", "folder", "key", *words.MODES, "host",
})  # fmt: skip
_OPERATOR = re.compile(r"^airflow\.|(?:Operator|Sensor)$")
_LETTER = re.compile(r"[A-Za-z{]")
_TYPES = tuple(name for name in words.STEP_TYPES if name not in ("command", "script", "method"))
_OF_CI = frozenset(
    "run runs_on checkout bash pwsh powershell hosts become docker vm_image pool "
    "working_directory runs_in steps_from register ansible_builtin_copy cmd deps outs".split()
)
"""Settings of the steps of builds, deployments and play books."""
_MAY_BE_OF_CI = frozenset(
    "script scripts image commands publish plan container download upload".split()
)
"""Such settings, where no step beside them names a system of data."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for a mapping being a pipeline.

    `has_part`: it has at least something of one. `is_other`: its steps are of another kind.
    """

    score: int
    has_part: bool = False
    is_other: bool = False

    def is_pipeline(self, enough: int) -> bool:
        """Tell whether as much as `enough` speaks for it."""
        return not self.is_other and self.score >= enough


def likeness(mapping: Mapping) -> Likeness:
    """Weigh what speaks for a mapping being a pipeline."""
    if mapping.tag:
        return Likeness(0)
    parts = parts_of(mapping)
    by_name = {s.name: s for s in reversed(parts.sections)}
    source, target = by_name.get(SOURCE), by_name.get(TARGET)
    score = _end_score(source) + _end_score(target)
    if source and target:
        telling = _is_telling(source.key) and _is_telling(target.key)
        score += 1 + telling
    steps = [part for s in parts.of(STEP) for part in s.parts]
    if _of_others(steps) and _step_score(steps) < ANYWHERE:
        return Likeness(0, is_other=True)
    score += _step_score(steps)
    if any(s.parts and not _is_text(s) for s in parts.of(TRANSFORM)):
        score += 2
    checks = parts.of(CHECK)
    if checks:
        score += 2 if any(snake(s.key) in _STRONG_CHECKS for s in checks) else 1
    if find(parts.settings, words.SCHEDULES) is not None:
        score += 1
    named = find(parts.settings, ("pipeline", "pipeline_name", "pipeline_id"))
    score += named is not None and isinstance(named.value, Scalar)
    score += len(parts.wrong)
    if _is_catalogue(parts):
        return Likeness(0)
    if not (source or target or _step_score(steps) >= SURE):
        return Likeness(min(score, SURE - 1), bool(parts.sections or parts.wrong))
    return Likeness(score, has_part=True)


def _is_telling(key: str) -> bool:
    name = snake(key)
    return name in _TELLING or name.endswith(("_specs", "_spec"))


def _is_catalogue(parts: Parts) -> bool:
    """Tell whether it only lists systems to read and write by name, without a way between them."""
    if any(section.name not in (SOURCE, TARGET) for section in parts.sections):
        return False
    if len(parts.sections) < BOTH or find(parts.settings, words.SCHEDULES) is not None:
        return False
    takes = ("inputs", "input", "from", "source", *words.DEPENDS)
    return all(
        part.key and isinstance(part.tree, Mapping) and find(part.tree, takes) is None
        for section in parts.sections
        for part in section.parts
    )


BOTH = 2


def _is_text(section: Section) -> bool:
    return all(isinstance(part.tree, Scalar) for part in section.parts) and not section.ordered


def _end_score(section: Section | None) -> int:
    """Weigh a source or target: 2 for what names data, 1 for what may be anything, 0 for others."""
    if section is None:
        return 0
    return max((_weight(part, snake(section.key)) for part in section.parts), default=0)


def _weight(part: Part, key: str) -> int:
    tree = part.tree
    if tree.tag:
        return 2
    if isinstance(tree, Scalar) and _is_label(shown(tree), key):
        return 0
    if isinstance(tree, Listing):
        return 0
    settings = opened(as_settings(tree, part.line))
    named = len(_DATA & {snake(entry.key) for entry in settings.entries})
    kind = find(settings, words.TYPES)
    operator = shown(kind.value) if kind is not None and isinstance(kind.value, Scalar) else ""
    operator = "" if _is_label(operator, key) else operator
    known = bool(operator) and bool(system_of(operator))
    if isinstance(tree, Mapping):
        return min(2, named + bool(operator) + known)
    if named or known:
        return 2
    return 1 if isinstance(tree, Scalar) and isinstance(tree.value, str) else 0


def _is_label(text: str, key: str) -> bool:
    """Tell whether a text is said to people (`source: The source`), or is an address of a host."""
    if not _LETTER.search(text):
        return True
    if system_of(text) or looks_like_sql(text):
        return False
    return text.lower() == key or (" " in text.strip() and "{" not in text)


def _of_others(steps: list[Part]) -> bool:
    """Tell whether steps are those of a build, a deployment, a play book, or of an Airflow DAG."""
    found = [part.tree for part in steps if isinstance(part.tree, Mapping)]
    keys = [{snake(entry.key) for entry in tree.entries} for tree in found]
    if any(each & _OF_CI or {"label", "command"} <= each for each in keys):
        return True
    if any(re.search("[/@]", shown(tree.get("uses"))) for tree in found):
        return True
    if any(each & _MAY_BE_OF_CI for each in keys) and not any(map(_names_system, found)):
        return True
    return any(_OPERATOR.search(shown(tree.get("operator"))) for tree in found)


def _names_system(step: Mapping) -> bool:
    kind = find(step, words.TYPES)
    return kind is not None and bool(system_of(shown(kind.value)))


def _step_score(steps: list[Part]) -> int:
    """Weigh steps by what their types say: an extraction and a load among them say enough."""
    by_type, by_name = set(), set()
    for part in steps:
        if not isinstance(part.tree, Mapping):
            continue
        single = part.tree.entries[0] if len(part.tree.entries) == 1 else None
        kind = find(part.tree, _TYPES)
        name = find(part.tree, words.STEP_NAMES)
        if kind is not None and isinstance(kind.value, Scalar):
            by_type.add(words.role_of(shown(kind.value)))
        elif single is not None:
            by_type.add(words.role_of(single.key))
        told = part.key or (shown(name.value) if name is not None else "")
        by_name.add(words.role_of(told))
    if {"extract", "load"} <= by_type:
        return ANYWHERE
    if len(by_type - {""}) > 1 and by_type & {"extract", "load"}:
        return LIKELY
    if {"extract", "load"} <= by_name | by_type:
        return LIKELY
    return 2 if by_type & {"extract", "load", "transform"} else 1 if steps else 0
