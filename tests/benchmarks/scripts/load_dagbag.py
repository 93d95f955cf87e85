"""Load a folder of DAGs as Airflow does; print a line of JSON that says how long that took.

What the files import of Airflow is imported before the clock starts, so that only
the loading itself counts.
"""

import ast
import contextlib
import importlib
import inspect
import json
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
import airflow  # noqa: E402

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:
    from airflow.models import DagBag


def imported(path):
    """Return the modules of Airflow that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.partition(".")[0] == "airflow"}


folder = Path(sys.argv[1])
wanted = set().union(*(imported(path) for path in folder.rglob("*.py")))
for module in sorted(wanted):
    if ".example_dags" not in module:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
known = inspect.signature(DagBag.__init__).parameters
options = {"include_examples": False} if "include_examples" in known else {}
started, working = time.perf_counter(), time.process_time()
bag = DagBag(str(folder), **options)
seconds, cpu = time.perf_counter() - started, time.process_time() - working
files = {str(dag.fileloc) for dag in bag.dags.values()}
told = {
    "seconds": seconds,
    "cpu": cpu,
    "dags": len(bag.dags),
    "files": len(files),
    "errors": sorted(bag.import_errors),
    "version": airflow.__version__,
}
print(json.dumps(told))  # noqa: T201 -- the answer
