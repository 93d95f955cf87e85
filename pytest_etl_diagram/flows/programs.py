"""The programs of the project that tasks start: scripts, modules, Spark jobs, dbt projects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate.values import Instance
from pytest_etl_diagram.flows.endpoints.call import shown
from pytest_etl_diagram.flows.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.frontends.airflow.tasks import Task

DBT_PROJECT: Final = "dbt_project.yml"
"""The file that stands for a dbt project."""
_COMMANDS: Final = ("bash_command", "command", "cmds", "arguments", "entrypoint")
_SCRIPTS: Final = ("application", "python_file", "py_file", "main", "script")
_PYTHON: Final = re.compile(r"(?:\S*/)?python[\d.]*|spark-submit|(?:\S*/)?spark-submit")
_DBT: Final = re.compile(r"\bdbt\s+(?:-\S+\s+)*(?:run|build|seed|snapshot|test)\b")
_DBT_FOLDER: Final = re.compile(r"--project-dir[\s=]+(\S+)")
_CHANGED_FOLDER: Final = re.compile(r"\bcd\s+([^\s;&]+)")
_VALUELESS: Final = frozenset({"-u", "-O", "-E", "-s", "-B", "-I", "--verbose", "--supervise"})
"""Options of Python and spark-submit that no value follows."""
_BREAKS: Final = re.compile(r"&&|\|\||[;|\n]")


def programs(task: Task) -> Iterator[str]:
    """Yield the files of what a task starts as a program of its own, as the task names them."""
    for value in _given(task, _SCRIPTS):
        if isinstance(value, str) and value.endswith(".py"):
            yield value
    command = " ".join(_text(value) for value in _given(task, _COMMANDS))
    if command:
        yield from _of_command(command)
    yield from _of_dbt_group(task.fields.get("project_config"))


def _given(task: Task, names: tuple[str, ...]) -> Iterator[object]:
    """Yield the values of those of some fields that a task has."""
    values = (plain(task.fields[name]) for name in names if name in task.fields)
    return (value for value in values if value is not None)


def _text(value: object) -> str:
    return " ".join(map(shown, value)) if isinstance(value, (list, tuple)) else shown(value)


def _of_command(command: str) -> Iterator[str]:
    if _DBT.search(command):
        folder = _DBT_FOLDER.search(command) or _CHANGED_FOLDER.search(command)
        yield f"{folder[1].rstrip('/')}/{DBT_PROJECT}" if folder else DBT_PROJECT
    for part in _BREAKS.split(command):
        yield from _of_words(part.split())


def _of_words(words: list[str]) -> Iterator[str]:
    """Yield the script or module that one command of a shell runs."""
    start = next((n for n, word in enumerate(words) if _PYTHON.fullmatch(word)), len(words))
    rest = iter(words[start + 1 :])
    for word in rest:
        if word == "-m":
            module = next(rest, "")
            yield module.replace(".", "/") + ".py"
            return
        if word == "-c":
            return
        if word.startswith("-"):
            if word not in _VALUELESS and "=" not in word:
                next(rest, "")
        else:
            if word.endswith(".py"):
                yield word
            return


def _of_dbt_group(value: object) -> Iterator[str]:
    """Yield the project of `DbtTaskGroup(project_config=ProjectConfig("path"))`."""
    if isinstance(value, Instance) and value.args is not None:
        path = plain(value.args.get(0, "dbt_project_path"))
        if path is not None:
            yield f"{shown(path).rstrip('/')}/{DBT_PROJECT}"
