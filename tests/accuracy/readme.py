"""The README's table of figures: `python -m tests.accuracy.readme` puts it there."""

from __future__ import annotations

import re
from pathlib import Path

from .__main__ import TRUTH
from .corpus import fetch
from .measure import Result, measure
from .truth import load

README = Path(__file__).parents[2] / "README.md"
SHOWN = {
    "DAGs": "dags",
    "tasks": "tasks",
    "operator names": "operator",
    "dependencies": "edges",
    "retries": "retries",
    "retry delays": "retry_delay",
    "trigger rules": "trigger_rule",
    "mapped tasks": "mapped",
    "setups and teardowns": "setup",
    "task groups": "groups",
    "schedules": "schedule",
}
"""Words of a row → aspect of the measurement."""
_PLACE = re.compile(r"(?<=<!-- accuracy -->\n).*(?=<!-- end of accuracy -->)", re.DOTALL)


def table(result: Result) -> str:
    """Return the figures as a Markdown table with a sentence below."""
    lines = ["| | in Airflow | precision | recall |", "|---|---|---|---|"]
    for words, aspect in SHOWN.items():
        tally = result.tallies[aspect]
        lines.append(f"| {words} | {tally.truth} | {tally.precision:.3f} | {tally.recall:.3f} |")
    exact = f"{result.exact_dags} of {result.dags} DAGs in {result.files} files are exact in all"
    return "\n".join(["", *lines, "", f"{exact} of this, schedules and settings included.", "", ""])


def placed(readme: str, result: Result) -> str:
    """Return the README's text with the figures in their place."""
    return _PLACE.sub(lambda _: table(result), readme)


if __name__ == "__main__":
    files = load(TRUTH)
    text = placed(README.read_text(encoding="utf-8"), measure(files, fetch(files)))
    README.write_text(text, encoding="utf-8", newline="\n")
