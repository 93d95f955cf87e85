"""The projects that are measured, and folders of as many tests as they have diagrams."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tests.accuracy.__main__ import TRUTH
from tests.accuracy.corpus import MAX_FILE_BYTES, download, fetch, folder_name
from tests.accuracy.truth import load

from .runs import RunError, folder, pytest_command, run
from .synthetic import repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WHEELS = ("apache-airflow-core==3.3.2", "dagster==1.13.29", "apache-airflow==2.11.2")
"""The packages of mostly other code than pipelines: about 2,000 files."""

SCRIPTS = Path(__file__).parent / "scripts"
ON = "--etl-diagrams"
NOTHING = "def test_nothing():\n    pass\n"


@dataclass(frozen=True, slots=True)
class Project:
    """A project whose diagrams are committed.

    `items` is the number of its tests, `files` that of the files with diagrams.
    `kept` holds, as files, the texts that a run with an empty cache parses; `phases`
    says how long which part of such a run took.
    """

    name: str
    root: Path
    items: int
    files: int
    kept: Path
    phases: str

    def forget(self) -> None:
        """Empty pytest's cache folder, as in a fresh checkout."""
        shutil.rmtree(self.root / ".pytest_cache", ignore_errors=True)


_MADE: dict[str, Project | RunError] = {}
"""What making each project has come to, by its name."""


def synthetic(modules: int) -> Project:
    """Return the generated repository with so many DAG modules."""
    return _ready(f"synthetic-{modules}", lambda: _encoded(repository(modules)))


def airflow_examples(only: str = "") -> Project:
    """Return Airflow's example DAGs; `only` is what the wanted packages' names begin with."""
    name = f"airflow-examples-{folder_name(only)}".strip("-")

    def files() -> dict[str, bytes]:
        wanted = [file for file in load(TRUTH) if file.source.startswith(only)]
        root = fetch(wanted)
        folders = {folder_name(file.source) for file in wanted}
        paths = [path for name in folders for path in (root / name).rglob("*") if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}

    return _ready(name, files)


def mostly_not_pipelines() -> Project:
    """Return the code of Airflow and Dagster themselves, as one project.

    Without the files that can't be read within the budgets.
    """
    return _ready("mostly-not-pipelines", lambda: dict(_packages(WHEELS)), leave_out=True)


def trivial(items: int, files: int) -> Path:
    """Return a folder with so many tests that do nothing, spread over so many files."""
    texts = {}
    for number in range(files):
        count = items // files + (number < items % files)
        tests = "\n\n".join(f"def test_{test}():\n    pass\n" for test in range(count))
        texts[f"tests/test_{number:05}.py"] = tests
    root = folder() / "trivial" / f"{items}-in-{files}"
    _write(root, _encoded({**texts, "pytest.ini": "[pytest]\ntestpaths = tests\n"}))
    return root


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Make a folder a project of these files, and of no others but snapshots and a cache."""
    settings = {"pytest.ini": "[pytest]\ntestpaths = tests\n", "tests/test_nothing.py": NOTHING}
    _write(root, _encoded({**texts, **settings}))


def passed(output: str) -> int:
    """Return how many tests passed, by pytest's last line."""
    found = re.findall(r"(\d+) passed", output)
    return int(found[-1]) if found else 0


def restore(project: Project, path: str, text: str) -> None:
    """Give a file of a project its own text back."""
    (project.root / path).write_text(text, encoding="utf-8", newline="\n")


def _ready(
    name: str, files: Callable[[], Mapping[str, bytes]], *, leave_out: bool = False
) -> Project:
    """Return a project that can be measured, made at its first use; raises RunError each time."""
    if name not in _MADE:
        try:
            _MADE[name] = _make(name, files, leave_out=leave_out)
        except RunError as error:
            _MADE[name] = error
    made = _MADE[name]
    if isinstance(made, RunError):
        raise made
    return made


def _draw(name: str, root: Path, *, leave_out: bool) -> None:
    """Draw a project's diagrams; leave out the files that can't be read, if that is wanted."""
    command = pytest_command(f"drawing {name}", root, ON, "--snapshot-update")
    try:
        run(command)
    except RunError as error:
        unreadable = re.findall(r"FAILED (\S+)::source", str(error))
        if not unreadable or not leave_out:
            raise
        with (root / "pytest.ini").open("a", encoding="utf-8", newline="\n") as settings:
            settings.write(f"etl_diagrams_exclude = {' '.join(unreadable)}\n")
        run(command)


def _make(name: str, files: Callable[[], Mapping[str, bytes]], *, leave_out: bool) -> Project:
    """Write a project, draw its diagrams, and look at what a run with them does.

    That run leaves the cache full. Raises RunError if a run with fresh diagrams fails.
    """
    root, kept = folder() / "projects" / name, folder() / "kept" / name
    settings = {
        "pytest.ini": b"[pytest]\ntestpaths = tests\n",
        "tests/test_nothing.py": NOTHING.encode(),
    }
    _write(root, {**files(), **settings})
    for old in (root / "__etl_diagrams__", root / ".pytest_cache", kept):
        shutil.rmtree(old, ignore_errors=True)
    _draw(name, root, leave_out=leave_out)
    shutil.rmtree(root / ".pytest_cache", ignore_errors=True)
    kept.mkdir(parents=True)
    watching = {"BENCHMARK_KEPT": str(kept), "PYTHONPATH": _with_path(SCRIPTS)}
    arguments = (ON, "-p", "benchmark_watch")
    sample = run(pytest_command(f"watching {name}", root, *arguments, variables=watching))
    noted = json.loads((kept / "phases.json").read_text(encoding="utf-8"))
    if not noted["parsed"]:
        raise RunError(f"{name}: a run with an empty cache parsed nothing")
    phases = ", ".join(f"{phase} {seconds:.2f} s" for phase, seconds in noted["phases"].items())
    return Project(name, root, passed(sample.output), noted["files"], kept, phases)


def _with_path(first: Path) -> str:
    import os  # noqa: PLC0415

    given = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(first), *([given] if given else [])])


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items()}


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files, and no other ones but what runs leave behind."""
    kept = ("__etl_diagrams__", ".pytest_cache")
    for path in sorted(root.rglob("*"), reverse=True):
        relative = path.relative_to(root)
        if relative.parts[0] in kept:
            continue
        if path.is_file() and relative.as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


def _packages(pins: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    """Yield the Python files of packages by their paths, each package in a folder of its own."""
    for pin in pins:
        wheel = _wheel(pin)
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                path = PurePosixPath(entry.filename)
                small = entry.file_size <= MAX_FILE_BYTES
                if path.suffix == ".py" and small and ".." not in path.parts:
                    yield f"{folder_name(pin)}/{path}", archive.read(entry)


def _wheel(pin: str) -> Path:
    """Return the wheel of a pin, fetched once."""
    place = folder() / "wheels" / folder_name(pin)
    if not place.is_dir():
        print(f"fetching {pin} from the package index into {place}", flush=True)  # noqa: T201
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".fetch-") as scratch:
            download(pin, Path(scratch))
            shutil.copytree(scratch, place)
    return next(place.glob("*.whl"))
