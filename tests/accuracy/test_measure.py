"""The measuring itself: a drawing that says all that the truth says must come out exact."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.model import Diagram, Edge, Graph, Group, Node, Place

from . import ours, schedules
from .__main__ import TRUTH
from .corpus import CorpusError, check, folder_name, locate
from .score import compare
from .truth import load
from .views import File, Schedule

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]


def ident(prefix: str, name: str | None) -> str:
    return f"{prefix}_{re.sub(r'[^A-Za-z0-9_]', '_', name)}" if name else ""


def words(seconds: float) -> str:
    hours, rest = divmod(int(seconds), 3600)
    return " ".join(f"{n}{u}" for n, u in ((hours, "h"), (rest // 60, "m")) if n) or f"{seconds}s"


def task_facts(task: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    facts = [("operator", task["operator_name"])]
    if task["retries"]:
        facts.append(("retries", str(task["retries"])))
    if task["retry_delay_s"] != 300:
        facts.append(("retry_delay", words(task["retry_delay_s"])))
    if task["trigger_rule"] != "all_success":
        facts.append(("trigger_rule", task["trigger_rule"]))
    facts += [(flag, "True") for flag in ("mapped", "setup", "teardown") if task[flag]]
    return tuple(facts)


def drawn(record: dict[str, Any]) -> Reading:
    diagrams = []
    for dag in record["dags"]:
        facts = [("schedule", dag["schedule"] or "None"), ("catchup", str(dag["catchup"]))]
        nodes = [Node("s_schedule", "schedule", "schedule", "", tuple(facts))]
        edges = []
        for task in dag["tasks"]:
            me, group = ident("t", task["task_id"]), ident("g", task.get("group"))
            nodes.append(Node(me, task["task_id"], "other", group, task_facts(task)))
            edges += [Edge(ident("t", up), me) for up in task["upstream"]]
        groups = [
            Group(
                ident("g", g["group_id"]), g["group_id"].rpartition(".")[2], ident("g", g["parent"])
            )
            for g in dag["groups"]
        ]
        graph = Graph("dag", dag["dag_id"], "LR", tuple(groups), tuple(nodes), tuple(edges))
        diagrams.append(
            Diagram("dag", dag["dag_id"], record["path"], graph, (("", Place("f", 1)),))
        )
    return Reading(record["path"], tuple(diagrams))


def misses(record: dict[str, Any], file: File) -> list[str]:
    groups = [name for dag in file.dags for name in dag.groups]
    return [
        str(m)
        for m in compare("f", file.dags, ours.dags(drawn(record), lambda _: 7, groups)).misses
    ]


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_saying_what_the_truth_says_is_exact(number: int) -> None:
    assert misses(RECORDS[number], load(TRUTH)[number]) == []


def test_each_difference_is_a_miss_with_its_line() -> None:
    file = next(f for f in load(TRUTH) if f.path.endswith("example_bash_operator.py"))
    record = json.loads(json.dumps(next(r for r in RECORDS if r["path"] == file.path)))
    task = record["dags"][0]["tasks"][1]
    task["retries"], task["upstream"] = 2, ["runme_0"]
    del record["dags"][0]["tasks"][0]
    found = misses(record, file)
    assert any("tasks of example_bash_operator/also_run_this" in line for line in found)
    assert "f:7: retries of example_bash_operator/run_after_loop: Airflow 0, we 2" in found
    assert any("edges of example_bash_operator/runme_1 → run_after_loop" in line for line in found)


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("None", Schedule()),
        ("@daily", Schedule("cron", "0 0 * * *")),
        ("0  0 * * *", Schedule("cron", "0 0 * * *")),
        ("@once", Schedule("once", "@once")),
        ("1d", Schedule("every", "86400.0")),
        ("timedelta:5400s", Schedule("every", "5400.0")),
        ("1h 30m", Schedule("every", "5400.0")),
        (
            "CronPartitionTimetable: 0 0 * * 1",
            Schedule("other", "CronPartitionTimetable: 0 0 * * 1"),
        ),
    ],
)
def test_schedules_have_one_normal_form(spelling: str, expected: Schedule) -> None:
    assert schedules.from_text(spelling) == expected


def test_a_file_with_other_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("other", encoding="utf-8")
    with pytest.raises(CorpusError, match="sha256"):
        check(path, "0" * 64)


def test_a_source_has_its_own_root_where_it_has_a_folder(tmp_path: Path) -> None:
    file = File("pkg==1.0", "dags/a.py", "", ())
    assert locate(tmp_path, file) == (tmp_path, tmp_path / "dags/a.py")
    (tmp_path / folder_name("pkg==1.0")).mkdir()
    assert locate(tmp_path, file)[0] == tmp_path / "pkg-1.0"
