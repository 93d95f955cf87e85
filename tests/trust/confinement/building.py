"""Projects with links out of the root folder, beside a folder with what mustn't be seen."""

# ruff: noqa: S608 -- files in strings

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WITHHELD = "what_only_the_file_outside_says"
OUTSIDE = {
    "dag.py": f"from airflow import DAG\nwith DAG('{WITHHELD}'):\n    pass\n",
    "shared/dag.py": f"from airflow import DAG\nwith DAG('{WITHHELD}'):\n    pass\n",
    "shared/helpers.py": f"NAMES = ['{WITHHELD}']\n",
    "shared/conf.yml": f"name: {WITHHELD}\n",
    "conf.yml": f"name: {WITHHELD}\n",
    "pipelines.yml": (
        f"pipelines:\n  {WITHHELD}:\n    source: {{type: postgres, table: a}}\n"
        "    target: {type: s3, path: b, mode: append}\n"
    ),
    "compose.yml": f"services:\n  {WITHHELD}: {{image: 'x:1'}}\n",
    "secret.env": f"NAME={WITHHELD}\n",
    "manifest.yaml": f"apiVersion: v1\nkind: Service\nmetadata: {{name: {WITHHELD}}}\n",
    "model.sql": f"select * from {WITHHELD}\n",
    "plugins.yml": f"jobs: [{{name: {WITHHELD}, tasks: ['a b']}}]\n",
    "project.toml": f"[project]\nname = '{WITHHELD}'\n",
    "snapshot.md": f"# Airflow DAG: {WITHHELD}\n\nSource: `dags/gone.py` · format 1\n",
}
DAG = """from airflow import DAG
from airflow.operators.bash import BashOperator
{before}
with DAG("own"):
    BashOperator(task_id={name})
"""


@dataclass(frozen=True)
class Case:
    """What a project holds: files, links (relative to their own place), and what is told of it."""

    files: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    told: str = ""
    status: int | None = 0


def reading(before, name="str(x)"):
    return (("dags/own.py", DAG.format(before=before, name=name)),)


LEADS_OUT = "is a link that leads out of the root folder"
FOLDER_OUT = "is a link to a folder, and leads out of the root folder"
CONF = (("dags/conf.yml", "../../outside/conf.yml"),)
SHARED = (("dags/shared", "../../outside/shared"),)


def made_link(place: Path, target: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.symlink_to(target, (place.parent / target).is_dir())
    except OSError:
        pytest.skip("no symbolic links here")


def build(case: Case, folder: Path) -> Path:
    """Write a case's project beside a folder with what it mustn't see; return its root folder."""
    root, outside = folder / "project", folder / "outside"
    written = [(root / path, text) for path, text in case.files]
    written += [(outside / path, text) for path, text in OUTSIDE.items()]
    (root / "dags").mkdir(parents=True)
    for path, text in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("OUTSIDE", outside.as_posix()), encoding="utf-8")
    for path, target in case.links:
        made_link(root / path, target.replace("OUTSIDE", str(outside)))
    return root
