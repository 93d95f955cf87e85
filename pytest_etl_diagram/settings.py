"""The settings of a run, read from pytest's options and ini values, and checked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONVENTIONAL_ROOTS = ("src", "dags", "plugins")
"""Folders that Airflow and Python projects import from, beside pytest's `pythonpath`."""

_FALSE_WORDS = ("", "0", "false", "no", "off")

_NO_SYRUPY = (
    "--etl-diagrams needs the syrupy plugin, which is switched off: remove `-p no:syrupy`, or "
    "add `-p syrupy` if plugins aren't loaded by themselves"
)
_REFUSAL = (
    "--snapshot-update: refused for diagrams because CI={ci} is set; update on your own machine "
    "and commit the snapshots, or add --etl-diagrams-force-update if this job is meant to write "
    "them"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do; all paths are absolute.

    `kinds` are the kinds of diagram to draw, `unwanted_kinds` the other ones
    that this version knows.
    """

    rootdir: Path
    paths: tuple[Path, ...]
    excluded: tuple[str, ...]
    kinds: tuple[str, ...]
    unwanted_kinds: tuple[str, ...]
    snapshots: Path
    variables: Mapping[str, object]
    import_roots: tuple[Path, ...]
    reports: tuple[Path, ...]
    pending: Path | None


def read_settings(
    config: pytest.Config, known_kinds: Sequence[str], report_suffixes: Sequence[str]
) -> Settings:
    """Read the settings of the run that `config` describes.

    `known_kinds` are the kinds of diagram there are, `report_suffixes` the ends
    of the names of report files that can be written.
    Raises one pytest.UsageError with a message for every wrong setting.
    """
    wrong: list[str] = []
    snapshots = _snapshot_folder(config, wrong)
    kinds = _kinds(config, known_kinds, wrong)
    settings = Settings(
        rootdir=config.rootpath,
        paths=_paths(config, wrong),
        excluded=tuple(config.getini("etl_diagrams_exclude")),
        kinds=kinds,
        unwanted_kinds=tuple(kind for kind in known_kinds if kind not in kinds),
        snapshots=snapshots,
        variables=_variables(config, wrong),
        import_roots=_import_roots(config),
        reports=_reports(config, report_suffixes, wrong),
        pending=_pending(config, snapshots, wrong),
    )
    wrong.extend(_wrong_surroundings(config))
    if wrong:
        raise pytest.UsageError(*wrong)
    return settings


def is_updating(config: pytest.Config) -> bool:
    """Tell whether the run may write snapshots, all of them or new ones only."""
    options = ("--snapshot-update", "--snapshot-update-new-only")
    return any(config.getoption(option, default=False) for option in options)


def _wrong_surroundings(config: pytest.Config) -> list[str]:
    """Say what is wrong with the environment that the run was started in."""
    if config.getoption("--snapshot-update", default=None) is None:
        return [_NO_SYRUPY]
    ci = os.environ.get("CI", "")
    if not is_updating(config) or config.getoption("--etl-diagrams-force-update"):
        return []
    if ci.strip().lower() in _FALSE_WORDS:
        return []
    return [_REFUSAL.format(ci=ci)]


def _below_root(config: pytest.Config, value: str) -> Path | None:
    """Return the absolute path of `value`, None when it isn't in the root folder."""
    root = config.rootpath
    path = Path(os.path.normpath(root / value))
    return path if path == root or root in path.parents else None


def _paths(config: pytest.Config, wrong: list[str]) -> tuple[Path, ...]:
    found = []
    for value in config.getini("etl_diagrams_paths"):
        path = _below_root(config, value)
        if path is None or not path.exists():
            wrong.append(
                f"etl_diagrams_paths: {value!r} is no file or folder in {config.rootpath}; "
                "name existing ones, relative to that folder"
            )
        else:
            found.append(path)
    return tuple(found)


def _kinds(config: pytest.Config, known: Sequence[str], wrong: list[str]) -> tuple[str, ...]:
    asked = tuple(config.getini("etl_diagrams_kinds")) or tuple(known)
    wrong.extend(
        f"etl_diagrams_kinds: {kind!r} is no kind of diagram; known are {', '.join(known)}"
        for kind in asked
        if kind not in known
    )
    return asked


def _snapshot_folder(config: pytest.Config, wrong: list[str]) -> Path:
    value = config.getini("etl_diagrams_dir")
    path = _below_root(config, value)
    if path is None or path == config.rootpath or path.is_file():
        wrong.append(
            f"etl_diagrams_dir: {value!r} can't hold the snapshots; name a folder inside "
            f"{config.rootpath}, relative to it"
        )
        return config.rootpath
    syrupys = config.getoption("--snapshot-dirname", default="__snapshots__")
    if str(syrupys) in path.relative_to(config.rootpath).parts:
        wrong.append(
            f"etl_diagrams_dir: {value!r} is inside a {syrupys} folder, whose files syrupy "
            "deletes when no test uses them; name a folder of its own"
        )
    return path


def _variables(config: pytest.Config, wrong: list[str]) -> Mapping[str, object]:
    value = config.getini("etl_diagrams_variables")
    if not value:
        return {}
    try:
        content = _load(config.rootpath / value)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        wrong.append(
            f"etl_diagrams_variables: {value!r} can't be read ({reason}); name a JSON or YAML "
            f"file, relative to {config.rootpath}"
        )
        return {}
    if not isinstance(content, dict):
        wrong.append(
            f"etl_diagrams_variables: {value!r} holds a {type(content).__name__}; it must be a "
            "mapping of names to values"
        )
        return {}
    return {str(name): value for name, value in content.items()}


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


def _import_roots(config: pytest.Config) -> tuple[Path, ...]:
    roots = [Path(path) for path in config.getini("pythonpath")]
    roots += [config.rootpath / name for name in CONVENTIONAL_ROOTS]
    return tuple(dict.fromkeys(path for path in roots if path.is_dir()))


def _reports(config: pytest.Config, suffixes: Sequence[str], wrong: list[str]) -> tuple[Path, ...]:
    paths = []
    for value in config.getoption("--etl-diagrams-report"):
        path = config.invocation_params.dir / value
        if path.suffix.lower() not in suffixes or path.is_dir():
            wrong.append(
                f"--etl-diagrams-report: {value!r} can't be written; name a file that ends in "
                f"{' or '.join(suffixes)}"
            )
        paths.append(path)
    return tuple(dict.fromkeys(paths))


def _pending(config: pytest.Config, snapshots: Path, wrong: list[str]) -> Path | None:
    value = config.getoption("--etl-diagrams-pending")
    if value is None:
        return None
    path = Path(os.path.normpath(config.invocation_params.dir / value))
    if path.is_file() or path == snapshots or snapshots in path.parents:
        wrong.append(
            f"--etl-diagrams-pending: {value!r} can't hold the new drawings; name a folder "
            f"outside {snapshots.name}"
        )
    return path
