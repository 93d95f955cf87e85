"""The text of one DAG module: its pieces, one after the other, in a style of making DAGs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from .classic import EMPTY, WITH_DAG, python_steps
from .pieces import DAG_ARGUMENT, Piece, Setting, hand_on_dag
from .styles import STYLES, Style
from .taskflow import IN_OPEN_DAG, RULE, decorated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .dice import Dice

LOCAL = ("include", "plugins")
THIRD_PARTY = ("airflow", "requests", "yaml")
NEWER_AIRFLOW = {"DAG": "airflow", "dag": "airflow.decorators", "task": "airflow.decorators"}
"""What moved to `airflow.sdk` in Airflow 3, with the module that had it before."""

MOST_PIECES = 4


def write(at: Setting) -> str:
    """Return the text of a DAG module."""
    style = _style(at.dice)
    pieces = _pieces(at, style)
    body, imports = _linked(at, style, pieces)
    extra, opened = style.opening(at)
    functions = "\n\n".join(piece.functions for piece in pieces if piece.functions)
    constants = "\n".join(piece.constants for piece in pieces if piece.constants)
    wanted = {*imports, *extra.imports, *(name for piece in pieces for name in piece.imports)}
    body = textwrap.indent(hand_on_dag(body, style.dag_argument), style.indent)
    parts = [
        f'"""{at.subject.capitalize()} of {at.team}: {_told(pieces)}."""\n',
        _imports(wanted, at),
        "\n".join(text for text in (extra.constants, constants) if text),
        f"\n{functions}" if functions else "",
        f"\n{opened}{body}{style.closing(at)}",
    ]
    return "\n".join(part for part in parts if part)


def _told(pieces: list[Piece]) -> str:
    return f"from {pieces[0].head.partition('[')[0]} to {pieces[-1].tail.partition('[')[0]}"


def _style(dice: Dice) -> Style:
    return dice.pick([style for style in STYLES for _ in range(style.percent)])


def _pieces(at: Setting, style: Style) -> list[Piece]:
    """Return what the module's pipeline consists of: two pieces at least, or one of functions."""
    table = {**WITH_DAG, **IN_OPEN_DAG} if style.is_open else WITH_DAG
    chosen = [piece for piece, percent in table.items() if at.dice.below(percent)]
    if len(chosen) < 2 and not {python_steps, decorated} & {*chosen}:
        chosen = [*{python_steps, *chosen}]
    while len(chosen) > MOST_PIECES:
        chosen.remove(at.dice.pick(chosen))
    order = list(table)
    return [piece(at) for piece in sorted(chosen, key=order.index)]


def _linked(at: Setting, style: Style, pieces: list[Piece]) -> tuple[str, list[str]]:
    """Return the statements that make all tasks and their order, with what they import."""
    lines, imports = [piece.body for piece in pieces], []
    if at.dice.below(50) or pieces[0].is_list:
        lines.insert(0, f'start = EmptyOperator(\n    task_id="start",\n{DAG_ARGUMENT})\n')
        pieces = [Piece((), "", "start", "start"), *pieces]
        imports.append(EMPTY)
    heads, tails = [p.head for p in pieces], [p.tail for p in pieces]
    pairs = zip(tails, heads[1:], strict=False)
    lines += [f"{before} >> {after}\n" for before, after in pairs]
    ending, more = _ending(at, style, tails[-1])
    return "".join([*lines, *ending]), [*imports, *more]


def _ending(at: Setting, style: Style, last: str) -> tuple[list[str], list[str]]:
    """Return how the pipeline ends: in a notice, in a watcher of all tasks, or just so."""
    if at.dice.below(25):
        notice = (
            f"{last} >> EmptyOperator(\n"
            f'    task_id="done",\n    trigger_rule=TriggerRule.ALL_DONE,\n{DAG_ARGUMENT})\n'
        )
        return [notice], [EMPTY, RULE]
    if style.is_open and style.has_dag_name and at.dice.below(6):
        return ["list(dag.tasks) >> watcher()\n"], ["include.company.watcher:watcher"]
    return [], []


def _imports(wanted: Iterable[str], at: Setting) -> str:
    """Return the import statements, in the order that isort gives them."""
    names: dict[str, set[str]] = {}
    for each in wanted:
        module, _, name = each.partition(":")
        names.setdefault(module, set()).update({name} - {""})
    moved = at.dice.below(18)
    blocks: list[list[str]] = [[], [], [], []]
    for module in sorted(names):
        old = {name for name in names[module] if moved and NEWER_AIRFLOW.get(name) == module}
        statement = _statement(module, names[module] - old)
        top = module.partition(".")[0]
        third = top in THIRD_PARTY
        local = top in LOCAL or top.endswith("_operators")
        if old:
            blocks[3] += [
                "try:",
                f"    from airflow.sdk import {', '.join(sorted(old))}",
                "except ImportError:",
                f"    from {module} import {', '.join(sorted(old))}",
            ]
        if statement:
            blocks[2 if local else 1 if third else 0].append(statement)
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _statement(module: str, names: set[str]) -> str:
    if not names:
        return "" if module in NEWER_AIRFLOW.values() else f"import {module}"
    return f"from {module} import {', '.join(sorted(names))}"
