"""The command `python -m tests.accuracy`: prints how exact we are, and each miss."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from .corpus import CorpusError, fetch
from .cost import cost_lines
from .measure import Result, measure
from .score import ASPECTS
from .truth import load

if TYPE_CHECKING:
    from collections.abc import Sequence

TRUTH = Path(__file__).parent / "truth" / "dev.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code tells only whether it could be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--truth", type=Path, action="append", help="truth file (repeatable)")
    parser.add_argument("--root", type=Path, help="folder of the files; default: fetched from PyPI")
    parser.add_argument("--misses", type=int, default=-1, metavar="N", help="print N misses only")
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose path holds TEXT")
    parser.add_argument("--aspect", default="", help="print the misses of this aspect only")
    parser.add_argument("--problems", action="store_true", help="print the problems we report")
    parser.add_argument("--cost", action="store_true", help="print what evaluating costs, too")
    options = parser.parse_args(arguments)
    files = [file for path in options.truth or [TRUTH] for file in load(path)]
    files = [file for file in files if options.only in f"{file.source}/{file.path}"]
    try:
        root = options.root.resolve() if options.root else fetch(files)
        result = measure(files, root)
    except CorpusError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    lines = report(result, options)
    if options.cost:
        lines += ["", *cost_lines(files, root)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def report(result: Result, options: argparse.Namespace) -> list[str]:
    """Return the lines of the report."""
    misses = [m for m in result.misses if options.aspect in {"", m.aspect}]
    shown = misses if options.misses < 0 else misses[: options.misses]
    lines = [f"miss: {miss}" for miss in shown]
    if len(shown) < len(misses):
        lines.append(f"… and {len(misses) - len(shown)} more misses")
    if options.problems:
        lines += [f"problem: {problem}" for problem in result.problems]
    lines += [f"CRASH: {crash}" for crash in result.crashes]
    lines += ["", *table(result), "", *summary(result)]
    return lines


def table(result: Result) -> list[str]:
    """Return the figures, one line an aspect."""
    head = f"{'':14}{'Airflow':>9}{'ours':>9}{'both':>9}{'precision':>11}{'recall':>9}{'right':>9}"
    missed = Counter(miss.aspect for miss in result.misses)
    lines = [f"{head}{'misses':>9}"]
    for aspect in ASPECTS:
        tally = result.tallies[aspect]
        lines.append(
            f"{aspect:14}{tally.truth:9}{tally.ours:9}{tally.both:9}"
            f"{tally.precision:11.4f}{tally.recall:9.4f}{tally.share_right:9.4f}"
            f"{missed[aspect]:9}"
        )
    return lines


def summary(result: Result) -> list[str]:
    """Return the counts that stand below the table."""
    spent = sorted(result.seconds.items(), key=lambda item: -item[1])
    total = sum(result.seconds.values())
    middle = median(result.seconds.values()) if spent else 0.0
    slowest = ", ".join(f"{path} {1000 * took:.0f} ms" for path, took in spent[:3])
    share = result.exact_dags / max(result.dags, 1)
    return [
        f"DAGs exact in everything: {result.exact_dags} of {result.dags} ({share:.1%})",
        f"files exact in everything: {result.exact_files} of {result.files}",
        f"crashes: {len(result.crashes)}; problems reported: {len(result.problems)}",
        f"cost: {total:.2f} s, median {1000 * middle:.1f} ms a file; slowest {slowest}",
    ]


if __name__ == "__main__":
    raise SystemExit(main())
