"""The first lines of a snapshot file, which say of what it is and in which format.

# Airflow DAG: daily_sales_etl

Source: `dags/daily_sales_dag.py` · format 1

Reading them is cheap, and is all that most snapshots of a run are asked for.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.titles import read_heading

FORMAT_VERSION = 1
"""The version of the layout of drawings and files; another one is not compared."""

WHOLE_PROJECT = "the whole project"
"""What stands for the source of a drawing that is of no single one."""

HEADER = re.compile(
    r"\s*(?P<heading># [^\n]*?)\r?\n"
    rf"\s*Source: (?:`(?P<source>[^`\n]+)`|{WHOLE_PROJECT})"
    r" · format (?P<version>[0-9]+)\r?(?:\n|\Z)"
)


def header(text: str) -> tuple[str, str, str] | None:
    """Return (source, kind, name) of a file that `render` wrote in any format version.

    None for every other file. Only the first lines are looked at.
    """
    found = HEADER.match(text)
    if not found:
        return None
    try:
        kind, name = read_heading(found["heading"])
        return unquote(found["source"] or "", errors="surrogatepass"), kind, name
    except (SnapshotFormatError, UnicodeDecodeError):
        return None
