"""The command `python -m tests.report.readme_rules`: puts the table of rules into the README.

A test holds the README to it.
"""

from __future__ import annotations

import re
from pathlib import Path

from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.report.catalogue import MEANINGS, rules_of

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- rules -->\n", "\n<!-- end of rules -->"
MARKDOWN = re.compile(r"([\\`*_<>&|\[\]])")
"""Characters that mean something in a cell of a table."""


def main():
    """Write the README anew."""
    text = README.read_text(encoding="utf-8")
    README.write_text(with_rules(text), encoding="utf-8", newline="\n")


def with_rules(text):
    """Return a README's text with the rules as they are now."""
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    return f"{before}{BEGIN}{table()}{END}{after}"


def table():
    """Return the rules in Markdown: a folded table a level."""
    return "\n\n".join(_of_level(level) for level in LEVELS)


def _of_level(level):
    rows = rules_of(level)
    head = f"<summary><b>{level}</b>: {MEANINGS[level]} ({len(rows)} rules)</summary>"
    lines = [f"| `{row.id}` | {_cell(row.title)} | {_cell(row.why)} |" for row in rows]
    columns = ["| rule | what happened | why it matters |", "|---|---|---|"]
    return "\n".join(["<details>", head, "", *columns, *lines, "", "</details>"])


def _cell(text):
    return MARKDOWN.sub(r"\\\1", text)


if __name__ == "__main__":
    main()
