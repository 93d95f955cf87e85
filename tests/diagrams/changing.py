"""Changes to the files of a project, of which each reading must know whether it depends on them."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NEWCOMERS = {
    ".env": "TAG=2\n",
    ".gitignore": "*\n",
    "Chart.yaml": "name: airflow\nversion: 1.0.0\n",
    "Dockerfile": "FROM python:3.9\n",
    "METADATA.yml": "description: another\n",
    "__init__.py": "",
    "a.csv": "x\n",
    "aaa.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {}\n",
    "airflow.cfg": "[core]\nexecutor = LocalExecutor\n",
    "compose.override.yml": "services:\n  db:\n    image: postgres:15\n",
    "connections.yaml": "connections:\n  warehouse: {conn_type: postgres, host: db}\n",
    "docker-compose.yml": "services:\n  app:\n    build: .\n",
    "kustomization.yaml": "resources: [aaa.yaml]\n",
    "load.py": "import dagfactory\n",
    "packages.yml": "packages: []\n",
    "profiles.yml": "shop:\n  outputs: {}\n",
    "prometheus.yml": "scrape_configs: []\n",
    "pyvenv.cfg": "home = /usr\n",
    "schema.yml": "version: 2\nmodels:\n  - name: a\n",
    "values.yaml": "executor: CeleryExecutor\n",
    "zz.sql": "select * from {{ ref('a') }}\n",
}
"""Files that mean something to some format by their names, and what they hold."""
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w[\w.]*)(?:\s+import\s+\(?(\w+))?", re.MULTILINE)
_OURS = ("expected.md", "report.txt")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is done to the files of a project, in words and as a function."""

    words: str
    do: Callable[[], object]


def changes(root: Path, count: int) -> list[Change]:
    """Return `count` changes of all sorts, the same ones in every run."""
    found = [
        *(each for path in _files(root) for each in _of_file(path)),
        *(each for folder in _folders(root) for each in _of_folder(folder)),
        *(each for module in _modules(root) for each in _of_module(root, module)),
    ]
    chosen = random.Random(len(found)).sample(found, min(count, len(found)))  # noqa: S311
    return [Change(each.words.replace(f"{root}/", ""), each.do) for each in chosen]


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name not in _OURS)


def _folders(root: Path) -> list[Path]:
    return sorted({root, *(path.parent for path in _files(root))})


def _modules(root: Path) -> list[str]:
    """Return the dotted names of what the Python files import."""
    found = set()
    for path in _files(root):
        if path.suffix == ".py":
            text = path.read_text("utf-8", "replace")
            found |= {module for pair in _IMPORT.findall(text) for module in _names(*pair)}
    return sorted(found)


def _names(module: str, member: str) -> tuple[str, ...]:
    return (module, f"{module}.{member}") if member else (module,)


def _of_file(path: Path) -> Iterator[Change]:
    data = path.read_bytes()
    lines = data.split(b"\n")
    taken = len(data) * 7 % len(lines)
    without = b"\n".join(lines[:taken] + lines[taken + 1 :])
    yield Change(f"{path} is gone", path.unlink)
    yield Change(f"{path} ends early", lambda: path.write_bytes(data[: len(data) // 2]))
    yield Change(f"{path} has no line {taken + 1}", lambda: path.write_bytes(without))
    yield Change(f"{path} is a folder", lambda: (path.unlink(), path.mkdir()))
    package = path.with_suffix("") / "__init__.py"
    if path.suffix == ".py" and not package.exists():
        yield Change(f"{package} is new", lambda: _write(package))
    yield Change(f"{path} is a link out", lambda: (path.unlink(), path.symlink_to("/etc/hosts")))


def _of_folder(folder: Path) -> Iterator[Change]:
    for name, text in NEWCOMERS.items():
        path = folder / name
        if not path.exists():
            yield Change(f"{path} is new", lambda path=path, text=text: path.write_text(text))
    yield Change(f"{folder} is gone", lambda: shutil.rmtree(folder))


def _of_module(root: Path, module: str) -> Iterator[Change]:
    """Yield the coming of a module, where imports look sooner or later."""
    for folder in ("", "src", "dags", "libs", "deep/inside"):
        path = root / folder / f"{module.replace('.', '/')}.py"
        if not path.exists() and not path.parent.is_file():
            yield Change(f"{path} is new", lambda path=path: _write(path))


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("X = 1\n")
