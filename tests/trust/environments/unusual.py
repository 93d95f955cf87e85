"""Files whose drawings could differ with what surrounds a run: order of sets, folders, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SETS = """\
from airflow import DAG
from airflow.operators.bash import BashOperator

REGIONS = {"north", "south", "east", "west", "centre", "islands"}
LIMITS = {name: len(name) for name in REGIONS | {"abroad"}}

with DAG("regions", tags=list(REGIONS)) as dag:
    start = BashOperator(task_id="start", env={name: "1" for name in frozenset(REGIONS)})
    for region in REGIONS:
        start >> BashOperator(task_id=f"load_{region}", retries=LIMITS[region])
    BashOperator(task_id=REGIONS.pop()) >> [BashOperator(task_id=each) for each in set("xyz")]
"""

IDENTITIES = """\
from airflow import DAG
from airflow.operators.bash import BashOperator
from datetime import datetime

class Marker:
    pass

with DAG("identities", start_date=datetime.now()) as dag:
    BashOperator(task_id=f"bucket_{hash('north') % 7}") >> BashOperator(task_id=f"at_{id(dag)}")
    BashOperator(task_id="marked", env={"who": str(Marker()), "of": repr(print)})
"""

LISTINGS = """\
import glob
import os
from pathlib import Path

from airflow import DAG
from airflow.operators.bash import BashOperator

HERE = Path(__file__).parent

with DAG("listings") as dag:
    tasks = [BashOperator(task_id=f"listdir_{each}") for each in os.listdir(HERE / "tables")]
    tasks += [BashOperator(task_id=f"path_{each.stem}") for each in (HERE / "tables").iterdir()]
    for path in glob.glob(os.path.join(os.path.dirname(__file__), "tables", "*.sql")):
        tasks.append(BashOperator(task_id=f"glob_{os.path.basename(path)}"))
    for folder, _, names in os.walk(HERE / "tables"):
        tasks += [BashOperator(task_id=f"walk_{name}") for name in names]
    for first, second in zip(tasks, tasks[1:]):
        first >> second
"""

NAMES = """\
from airflow import DAG
from airflow.operators.bash import BashOperator

for name in ("Übersicht", "übersicht", "uebersicht", "日次売上", "ﬁn", "a b", "İstanbul"):
    with DAG(name, description="Größe in € - täglich"):
        BashOperator(task_id="größe") >> BashOperator(task_id="日次")
"""

PIPELINES = """\
pipelines:
  größe:
    source: {type: csv, path: "data/größe.csv"}
    target: {type: postgres, table: größe}
  Zürich:
    source: {type: csv, path: zürich.csv}
    target: {type: postgres, table: zürich}
"""

FILES = {
    "dags/sets.py": SETS,
    "dags/identities.py": IDENTITIES,
    "dags/listings.py": LISTINGS,
    "dags/größe und namen.py": NAMES,
    "dags/Zweite.py": SETS.replace("regions", "zweite"),
    "dags/zweite_.py": SETS.replace("regions", "dritte"),
    "config/größe.yaml": PIPELINES,
} | {f"dags/tables/{name}.sql": f"-- {name}\n" for name in ("b", "a", "Z", "ö", "c")}


def write(root: Path) -> None:
    """Write the files below `root`."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
