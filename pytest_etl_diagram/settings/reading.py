"""All settings of a run, and the one error for all that are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.report.words import visible_lines
from pytest_etl_diagram.settings import (
    entry_points,
    files,
    folders,
    outputs,
    policy,
    surroundings,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pytest_etl_diagram.flows.endpoints import Table
    from pytest_etl_diagram.policy.model import Policy
    from pytest_etl_diagram.sources.roots import Root


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do; all paths are absolute.

    `kinds` are the kinds of diagram to draw, `unwanted_kinds` the other ones
    that this version knows. `test_files` are the patterns of the names of test
    files, `roots` the projects that are drawn as wholes, `layers` those of their
    components with the patterns of what belongs to them, `entry_points` the
    functions that start pipelines (the file relative to the root folder, the
    qualified name), `endpoints` the table of I/O calls where the project extends
    it, `notes` whether log lines are drawn. `base` is the git revision to compare
    with, too ("" for none), `base_fail_on` from which level that fails (`never` or one
    of policy.THRESHOLDS).
    """

    rootdir: Path
    paths: tuple[Path, ...]
    excluded: tuple[str, ...]
    kinds: tuple[str, ...]
    unwanted_kinds: tuple[str, ...]
    snapshots: Path
    variables: Mapping[str, object]
    import_roots: tuple[Path, ...]
    test_files: tuple[str, ...]
    roots: tuple[Root, ...]
    layers: tuple[tuple[str, tuple[str, ...]], ...]
    entry_points: tuple[tuple[str, str], ...]
    endpoints: Table | None
    notes: bool
    reports: tuple[Path, ...]
    pending: Path | None
    policy: Policy
    base: str
    base_fail_on: str


def read_settings(
    config: pytest.Config, known_kinds: Sequence[str], report_suffixes: Sequence[str]
) -> Settings:
    """Read the settings of the run that `config` describes.

    `known_kinds` are the kinds of diagram there are, `report_suffixes` the ends
    of the names of report files that can be written.
    Raises one pytest.UsageError with a message for every wrong setting.
    """
    wrong: list[str] = []
    snapshots = folders.snapshots(config, wrong)
    kinds = words.kinds(config, known_kinds, wrong)
    import_roots = folders.import_roots(config)
    settings = Settings(
        rootdir=config.rootpath,
        paths=folders.paths(config, wrong),
        excluded=tuple(config.getini("etl_diagrams_exclude")),
        kinds=kinds,
        unwanted_kinds=tuple(kind for kind in known_kinds if kind not in kinds),
        snapshots=snapshots,
        variables=files.variables(config, wrong),
        import_roots=import_roots,
        test_files=words.test_files(config),
        roots=folders.roots(config, wrong),
        layers=words.layers(config, wrong),
        entry_points=entry_points.entry_points(config, import_roots, wrong),
        endpoints=files.endpoints(config, wrong),
        notes=words.notes(config, wrong),
        reports=outputs.reports(config, report_suffixes, wrong),
        pending=outputs.pending(config, snapshots, wrong),
        policy=policy.policy(config, wrong),
        base=config.getoption("--etl-diagrams-base") or "",
        base_fail_on=policy.base_fail_on(config, wrong),
    )
    wrong.extend(surroundings.faults(config))
    if wrong:
        raise pytest.UsageError(*map(visible_lines, wrong))
    return settings
