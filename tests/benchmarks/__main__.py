"""The command `python -m tests.benchmarks`: prints what a run costs against named peers.

It keeps what it fetches and generates in the folder that PYTEST_ETL_DIAGRAM_CACHE names
(default: the user's cache folder), and says what it fetches.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .machine import described
from .measures import MEASURES
from .plan import CORPORA, QUICK, Plan
from .runs import folder
from .table import Row, as_data, markdown

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code tells only whether the command was understood."""
    options = _parser().parse_args(arguments)
    plan = _plan(options)
    folder().mkdir(parents=True, exist_ok=True)
    machine = described()
    rows: list[Row] = []
    for name in options.only or MEASURES:
        for row in MEASURES[name](plan):
            rows.append(row)
            _say(" | ".join(cell for cell in row.cells if cell), sys.stderr)
    seconds = f"Medians of {plan.rounds}" if plan.rounds > 1 else "One run"
    _say(f"{seconds}, in turn, on {machine}\n\n{markdown(rows)}".rstrip("\n"), sys.stdout)
    if options.json:
        told = {"machine": machine, "rounds": plan.rounds, "rows": as_data(rows)}
        options.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=MEASURES, metavar="NAME", help="measures")
    parser.add_argument(
        "--corpora", nargs="+", choices=CORPORA, metavar="NAME", help="for cold and warm runs"
    )
    parser.add_argument("--rounds", type=_positive, help="measured runs of each (default: 5)")
    parser.add_argument("--modules", type=_positive, help="DAG modules (default: 1,000)")
    parser.add_argument("--quick", action="store_true", help="a few modules, once, no network")
    parser.add_argument("--airflow-python", default="", metavar="PATH", help="one with Airflow")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to FILE")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number


def _plan(options: argparse.Namespace) -> Plan:
    plan = QUICK if options.quick else Plan()
    plan = replace(plan, airflow_python=options.airflow_python)
    if options.corpora:
        plan = replace(plan, corpora=tuple(options.corpora))
    return replace(
        plan, rounds=options.rounds or plan.rounds, modules=options.modules or plan.modules
    )


def _say(text: str, to: TextIO) -> None:
    to.write(f"{text}\n")
    to.flush()


if __name__ == "__main__":
    raise SystemExit(main())
