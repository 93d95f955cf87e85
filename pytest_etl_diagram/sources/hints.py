"""Which files are worth reading: a cheap test on their bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:
    from collections.abc import Iterable

Hint = tuple[bytes, ...]
"""Lower-case byte strings; a file that holds all of them, in any case, is read."""

AIRFLOW: Hint = (b"dag", b"airflow")
"""Airflow's own heuristic (`airflow.utils.file.might_contain_dag_via_default_heuristic`)."""

SUFFIXES = (".py",)
"""The ends of the names of files that can hold a pipeline."""


@dataclass(frozen=True, slots=True)
class DocumentHint:
    """What speaks for a file of data being of some format.

    `name` is a regular expression that the path, relative to the root folder and in lower case,
    must match to its end (`re.search`, so begin it with `(?:^|/)` for a whole file name);
    alternatives stand in a group. `holds` are regular expressions, all of which must be found in
    the first HEAD_SIZE bytes. With `strong` the file must be readable; else a problem in it counts
    only if it holds a diagram.
    """

    name: str
    holds: tuple[bytes, ...] = ()
    strong: bool = True


_WHOLE_NAME = "(?:^|/)"

HEAD_SIZE = 1_000_000
"""So many bytes of a file of data are searched for what `DocumentHint.holds` asks for."""


def matching(
    hints: Iterable[DocumentHint], source: str, head: bytes | None
) -> tuple[DocumentHint, ...]:
    """Return the hints that speak for the file `source`, a path relative to the root folder.

    `head` are the first HEAD_SIZE bytes of it, None if they can't be read: then the name counts.
    """
    name = source.lower()
    searched: dict[bytes, bool] = {}

    def is_held(part: bytes) -> bool:
        if part not in searched:  # several hints ask for the same
            searched[part] = head is None or _compiled(part).search(head) is not None
        return searched[part]

    return tuple(
        hint
        for hint in hints
        if _compiled(rf"(?:{hint.name})\Z").search(name) and all(map(is_held, hint.holds))
    )


def matches_hint(hint: DocumentHint, source: str, head: bytes | None) -> bool:
    """Tell whether one hint speaks for a file: see `matching`."""
    return bool(matching((hint,), source, head))


def names_of(hints: Iterable[DocumentHint]) -> re.Pattern[str]:
    """Return one pattern that matches (`re.match`) what any hint speaks for, in lower case."""
    rows = dict.fromkeys(_from_start(hint.name) for hint in hints)
    return re.compile(rf"(?:{'|'.join(rows)})\Z", re.DOTALL)


def _from_start(name: str) -> str:
    """Return a pattern to be found (`re.search`) as one to be matched: that is found quickly."""
    if name.startswith("^"):
        return f"(?:{name})"
    rest = name.removeprefix(_WHOLE_NAME)
    return f".*(?:{name})" if rest == name else f"(?:.*/)?(?:{rest})"


@cache
def _compiled(pattern: AnyStr) -> re.Pattern[AnyStr]:
    return re.compile(pattern)


ENTRY_NAMES = (
    "run",
    "main",
    "execute",
    "process",
    "handle",
    "handler",
    "lambda_handler",
    "etl",
    "pipeline",
    "job",
    "start",
    "sync",
    "ingest",
    "consume",
    "cli",
)
"""What people call the function or method that starts a pipeline."""

ENTRY_PATTERN = r"\w+_(?:etl|pipeline|job)"
"""Names that end like a pipeline's (`run_etl`, `sales_pipeline`), as a regular expression."""

ENTRY_DECORATORS = (
    "command",  # click, typer
    "task",  # celery, huey, invoke
    "shared_task",
    "periodic_task",
    "actor",  # dramatiq
    "agent",  # faust
    "timer",
    "crontab",
    "scheduled_job",  # apscheduler
)
"""The last names of decorators that make a function something to be started from outside."""

_MAIN = b"__main__"
_NAMES = f"{'|'.join(ENTRY_NAMES)}|{ENTRY_PATTERN}"
_BASES = "Pipeline Job Etl ETL Task Flow Feed Stream Ingest Sync Process Runner Worker".split()
"""Words in the names of classes whose subclasses are pipelines: `run` stands in another file."""

_DEFINED = re.compile(rf"def[ \t]+(?:{_NAMES})[ \t]*[\[(]".encode())
_DERIVED = re.compile(rf"class[ \t]+\w+\([^)\n]*(?:{'|'.join(_BASES)})".encode())
_DECORATED = re.compile(rf"@[ \t]*(?:[\w.]+\.)?(?:{'|'.join(ENTRY_DECORATORS)})\b".encode())


def might_hold_pipeline(data: bytes, hints: Iterable[Hint]) -> bool:
    """Tell whether the bytes of a file hold all parts of at least one hint."""
    lowered = data.lower()
    return any(all(part in lowered for part in hint) for hint in hints)


def might_be_started(data: bytes) -> bool:
    """Tell whether a file's bytes hold something that people start a pipeline by.

    That is a function of one of ENTRY_NAMES, a `__main__` block, one of
    ENTRY_DECORATORS, or a class derived from what sounds like a pipeline. Most files
    that do are no pipelines.
    """
    return _MAIN in data or any(p.search(data) for p in (_DEFINED, _DECORATED, _DERIVED))


_ENTRY = re.compile(_NAMES)


def is_entry_name(name: str) -> bool:
    """Tell whether a function or method is called as what starts a pipeline."""
    return _ENTRY.fullmatch(name) is not None
