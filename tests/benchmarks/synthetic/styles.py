"""The ways in which modules make DAGs, and how many of a hundred do so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .words import REGIONS, SCHEDULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from .pieces import Setting

DAG = "airflow:DAG"
DECORATOR = "airflow.decorators:dag"
TIMES = ("datetime:datetime", "datetime:timedelta")


@dataclass(frozen=True, slots=True)
class Top:
    """What stands above the DAG because of how it is made."""

    imports: tuple[str, ...]
    constants: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """One way: `opening` returns the top of the module and the statements that begin the DAG.

    `is_open` tells that the tasks are made inside of a block, `dag_argument` is
    what hands on the DAG where they aren't.
    """

    percent: int
    opening: Callable[[Setting], tuple[Top, str]]
    closing: Callable[[Setting], str] = lambda _: ""
    indent: str = "    "
    is_open: bool = True
    has_dag_name: bool = True
    dag_argument: str = ""


def _arguments(at: Setting, schedule: str = "") -> tuple[Top, str]:
    """Return what most DAGs are given, as lines of arguments."""
    top, defaults = _defaults(at)
    lines = [
        f"schedule={schedule or at.dice.pick(SCHEDULES)},",
        "start_date=datetime(2024, 1, 1),",
        "catchup=False,",
        *([f"default_args={defaults},"] if defaults else []),
        *(["max_active_runs=1,"] if at.dice.below(35) else []),
        f'tags=["{at.team}", "{at.subject}"],',
    ]
    return top, "".join(f"    {line}\n" for line in lines)


def _defaults(at: Setting) -> tuple[Top, str]:
    """Return the default arguments: none, the module's own, or the company's with changes."""
    retries = at.dice.pick((1, 2, 3, 5))
    if at.dice.below(38):
        return Top(TIMES), ""
    if at.dice.below(15):
        top = Top((*TIMES, "include.company.defaults:DEFAULT_ARGS"))
        return top, f'{{**DEFAULT_ARGS, "owner": "{at.team}", "retries": {retries}}}'
    lines = [f'    "owner": "{at.team}",', '    "depends_on_past": False,']
    if at.dice.below(30):
        lines += [f'    "retries": {retries},', '    "retry_delay": timedelta(minutes=5),']
    constants = "\n".join(("default_args = {", *lines, "}\n"))
    return Top(TIMES, constants), "default_args"


def _dag_id(at: Setting) -> str:
    return f"{at.team}_{at.name}"


def _with(at: Setting) -> tuple[Top, str]:
    top, arguments = _arguments(at)
    opened = f'with DAG(\n    dag_id="{_dag_id(at)}",\n{arguments}) as dag:\n'
    return Top((*top.imports, DAG), top.constants), opened


def _with_constant(at: Setting) -> tuple[Top, str]:
    top, arguments = _arguments(at)
    constants = f'DAG_ID = "{_dag_id(at)}"\n{top.constants}'
    return Top((*top.imports, DAG), constants), f"with DAG(\n    DAG_ID,\n{arguments}) as dag:\n"


def _assigned(at: Setting) -> tuple[Top, str]:
    top, arguments = _arguments(at)
    opened = f'dag = DAG(\n    "{_dag_id(at)}",\n{arguments})\n\n'
    return Top((*top.imports, DAG), top.constants), opened


def _decorated(at: Setting) -> tuple[Top, str]:
    top, arguments = _arguments(at)
    opened = f'@dag(\n    dag_id="{_dag_id(at)}",\n{arguments})\ndef {at.name}():\n'
    return Top((*top.imports, DECORATOR), top.constants), opened


def _call(at: Setting) -> str:
    return f"\n\n{at.name}()\n"


def _factory(at: Setting) -> tuple[Top, str]:
    top, arguments = _arguments(at, "schedule")
    regions = at.dice.some(REGIONS, 2, 3)
    rows = "".join(f'    "{each}": {at.dice.pick(SCHEDULES)},\n' for each in regions)
    constants = f"{top.constants}\nSCHEDULES = {{\n{rows}}}\n".lstrip("\n")
    lines = "".join(f"    {line}\n" for line in arguments.splitlines())
    opened = (
        "def make_dag(area, schedule):\n"
        '    """Return the DAG of one area."""\n'
        f'    with DAG(\n        dag_id=f"{_dag_id(at)}_{{area}}",\n{lines}    ) as dag:\n'
    )
    return Top((*top.imports, DAG), constants), opened


def _register(at: Setting) -> str:
    return (
        "    return dag\n\n\n"
        "for area, schedule in SCHEDULES.items():\n"
        f'    globals()[f"{_dag_id(at)}_{{area}}"] = make_dag(area, schedule)\n'
    )


STYLES = (
    Style(46, _with),
    Style(22, _with_constant),
    Style(14, _assigned, indent="", is_open=False, dag_argument="dag=dag,"),
    Style(13, _decorated, _call, has_dag_name=False),
    Style(5, _factory, _register, indent="        "),
)
"""The ways, with the percentage of modules that go them."""
