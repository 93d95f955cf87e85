"""A drift of a DAG is told at the line of its setting, wherever the code keeps that.

`# <- a#retries b#retries` marks the line of a setting of two tasks, `# <- #schedule` that of one of
the DAG's. `#default_args` is where the DAG gives its tasks defaults, `g#default_args` where a group
does, `x#asset` where a DAG names an asset that starts it.
"""

from __future__ import annotations

from datetime import date

import pytest

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.policy.allowing import allow
from pytest_etl_diagram.policy.comments import read_comments
from pytest_etl_diagram.report.places import located

FILE = "dags/case.py"
HEAD = """\
from datetime import datetime, timedelta
from airflow.models import BaseOperator
from airflow.sdk import DAG, Asset, TaskGroup, asset, dag, task, task_group
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
"""

PLACES = {
    "a keyword of a task": """
with DAG("d"):  # <- #title
    BashOperator(
        task_id="a",
        retries=2,  # <- a#retries
        retry_delay=timedelta(  # <- a#retry_delay
            minutes=5,
        ),
    )
    PythonOperator(
        task_id="b",
        python_callable=print,  # <- b#callable
        task_concurrency=2,  # <- b#max_active_tis_per_dag
    )
    ExternalTaskSensor(
        task_id="c",
        external_dag_id="other",
        external_task_id="last",  # <- c#external
        timeout=60,  # <- c#timeout
    )
""",
    "a keyword of a DAG": """
with DAG(
    dag_id="d",  # <- #title
    schedule_interval="@daily",  # <- #schedule
    start_date=datetime(2024, 1, 1),  # <- #start_date
    catchup=False,  # <- #catchup
    concurrency=3,  # <- #max_active_tasks
    tags=["x"],  # <- #tags
):
    pass
""",
    "an argument of a DAG by position": """
d = DAG(
    "d",  # <- #title
    "What it does.",
    "@daily",  # <- #schedule
)
""",
    "an asset that starts a DAG": """
with DAG(
    "d",
    schedule=[Asset("x")],  # <- #schedule x#asset
):
    pass
""",
    "default_args in the call": """
with DAG(
    "d",
    default_args={  # <- #default_args
        "retries": 3,  # <- a#retries b#retries
        "start_date": datetime(2024, 1, 1),  # <- #start_date
    },
):
    BashOperator(task_id="a")
    BashOperator(task_id="b", retry_delay=5)  # <- b#retry_delay
""",
    "default_args by name": """
default_args = {"retries": 1}
default_args = {  # <- #default_args
    "owner": "me",
    "retries": 3,  # <- a#retries
}
with DAG("d", default_args=default_args):
    BashOperator(task_id="a")
default_args = {"retries": 4}
""",
    "default_args built from others": """
base = {
    "retries": 3,  # <- a#retries
    "pool": "x",
}
more = dict(
    queue="q",  # <- a#queue
)
default_args = {  # <- #default_args
    **base,
    "pool": "y",  # <- a#pool
} | more
default_args["sla"] = timedelta(hours=1)  # <- a#sla
default_args.update(
    priority_weight=2,  # <- a#priority_weight
)
default_args |= {
    "mode": "reschedule",
    "weight_rule": "absolute",  # <- a#weight_rule
}
copied = default_args.copy()
with DAG("d", default_args=copied):
    BashOperator(task_id="a")
""",
    "default_args of a function": """
def make(name):
    args = {  # <- #default_args
        "retries": 3,  # <- a#retries
    }
    with DAG(
        name,  # <- #title
        default_args=args,
    ) as made:
        BashOperator(task_id="a")
    return made

d = make("d")
""",
    "default_args that the code works out": """
def defaults():
    return {"retries": 3}

with DAG(
    "d",
    default_args=defaults(),  # <- #default_args a#retries
):
    BashOperator(task_id="a")
""",
    "an entry that a condition decides": """
import os
default_args = {  # <- #default_args a#retries
    "retries": 3,
    "pool": "x",  # <- a#pool
}
if os.environ["STAGE"] == "prod":
    default_args["retries"] = 5
with DAG("d", default_args=default_args):
    BashOperator(task_id="a")
""",
    "each arm of a condition": """
import os
if os.environ["STAGE"] == "prod":
    args = {"retries": 3}
    with DAG("other", default_args=args):
        BashOperator(task_id="b")
else:
    args = {  # <- #default_args
        "retries": 3,  # <- a#retries
    }
    with DAG("d", default_args=args):
        BashOperator(task_id="a")
""",
    "defaults of groups": """
with DAG(
    "d",
    default_args={  # <- #default_args
        "pool": "x",  # <- o.a#pool o.i.b#pool
    },
):
    with TaskGroup(
        "o",
        default_args={  # <- o#default_args
            "retries": 2,  # <- o.a#retries
            "queue": "q",  # <- o.a#queue o.i.b#queue
        },
    ):
        BashOperator(task_id="a")
        with TaskGroup(
            "i",
            default_args={"retries": 1},  # <- o.i#default_args o.i.b#retries
        ):
            BashOperator(task_id="b")
""",
    "defaults of a decorated group": """
@task_group(
    default_args={  # <- g#default_args
        "retries": 2,  # <- g.a#retries
    },
)
def g():
    BashOperator(task_id="a")

with DAG("d"):
    g()
""",
    "default_args of a task": """
with DAG("d", default_args={"retries": 1}):
    BashOperator(
        task_id="a",
        default_args={
            "retries": 2,  # <- a#retries
        },
    )
""",
    "a constant": """
RETRIES = 3  # <- a#retries
SCHEDULE = "@daily"  # <- #schedule
PAUSE = timedelta(minutes=5)  # <- a#retry_delay
ORDERS = Asset("orders")
with DAG(
    "d",
    schedule=SCHEDULE,
    default_args={"retries": RETRIES},
):
    BashOperator(
        task_id="a",
        retry_delay=PAUSE,
        outlets=ORDERS,  # <- a#outlets
    )
""",
    "settings that are spread": """
settings = {
    "schedule": "@daily",  # <- #schedule
    "default_args": {  # <- #default_args
        "retries": 3,  # <- a#retries
    },
}
common = dict(
    pool="x",  # <- a#pool
)
with DAG("d", **settings):
    BashOperator(task_id="a", **common)
""",
    "settings that can't be followed": """
def make(**settings):
    return DAG(  # <- #schedule a#retries
        **settings,
    )

with make(dag_id="d", schedule="@daily", default_args={"retries": 3}):
    BashOperator(task_id="a")
""",
    "a value that a function hands on": """
def make(name, retries):
    return BashOperator(
        task_id=name,
        retries=retries,  # <- a#retries
    )

with DAG("d"):
    make("a", 3)
""",
    "decorators": """
@dag(
    dag_id="d",  # <- #title
    schedule="@daily",  # <- #schedule
    default_args=dict(  # <- #default_args
        retries=4,  # <- b#retries
    ),
)
def anything():
    @task(
        retries=5,  # <- a#retries
        pool="x",
    )
    def a(retries):
        pass

    @task.bash(
        pool="y",  # <- b#pool
    )
    def b():
        return ""

    a.override(
        pool="z",  # <- a#pool
    )(
        retries=3,
    )
    b()

anything()
""",
    "a DAG that is called like its function": """
@dag(
    schedule="@daily",  # <- #schedule
)
def d():  # <- #title
    pass

d()
""",
    "a mapped operator": """
with DAG("d"):
    BashOperator.partial(
        task_id="a",
        retries=2,  # <- a#retries
    ).expand(
        bash_command=["x"],
    )
""",
    "an asset's DAG": """
@asset(
    schedule="@daily",  # <- #schedule
)
def d():  # <- #title
    pass
""",
    "an operator of the project": """
class Load(BaseOperator):
    def __init__(self, table, retries=1, queue="q", **rest):
        super().__init__(
            retries=retries,
            pool="x",  # <- a#pool b#pool
            queue=queue,
            **rest,
        )

with DAG(
    "d",
    default_args={
        "queue": "r",  # <- a#queue b#queue
    },
):
    Load(
        "orders",
        task_id="a",
        retries=3,  # <- a#retries
        sla=timedelta(hours=1),  # <- a#sla
    )
    Load("orders", 3, task_id="b")  # <- b#retries
""",
    "a DAG class of the project": """
class Daily(DAG):
    def __init__(self, name, **rest):
        super().__init__(
            name,
            schedule="@daily",  # <- #schedule
            **rest,
        )

with Daily(  # <- #title
    "d",
    catchup=False,  # <- #catchup
    default_args={  # <- #default_args
        "retries": 3,  # <- a#retries
    },
):
    BashOperator(task_id="a")
""",
}

UNKNOWN = {
    "a field that is set later": (
        """
with DAG("d") as made:
    a = BashOperator(task_id="a", retries=2)
    a.retries = 3
made.catchup = False
""",
        ("a#retries", "#catchup"),
    ),
    "an argument of a decorated function": (
        """
with DAG("d"):
    @task
    def a(retries):
        pass
    a(retries=3).operator.pool = "x"
""",
        ("a#pool",),
    ),
    "what no keyword gives": (
        """
with DAG("d"):
    BashOperator.partial(task_id="a").expand(bash_command=["x"])
""",
        ("a#operator", "a#mapped"),
    ),
}


FILES = {
    "default_args of another file": {
        "dags/case.py": """
from common.settings import DEFAULTS
with DAG("d", default_args=DEFAULTS):
    BashOperator(task_id="a")
""",
        "dags/common/__init__.py": "",
        "dags/common/settings.py": """
from datetime import timedelta
from .base import BASE
DEFAULTS = {  # <- #default_args
    **BASE,
    "retry_delay": timedelta(minutes=5),  # <- a#retry_delay
}
""",
        "dags/common/base.py": """
BASE = {
    "retries": 3,  # <- a#retries
}
""",
    },
    "names of a module": {
        "dags/case.py": """
import settings
from common import more
with DAG(
    "d",
    schedule=more.SCHEDULE,
    default_args=settings.DEFAULTS,
):
    BashOperator(task_id="a")
""",
        "dags/settings.py": """
RETRIES = 3  # <- a#retries
DEFAULTS = {  # <- #default_args
    "retries": RETRIES,
}
""",
        "dags/common/__init__.py": "",
        "dags/common/more.py": """
SCHEDULE = "@daily"  # <- #schedule
""",
    },
    "names that go in circles": {
        "dags/case.py": """
from more import DEFAULTS, RETRIES
DEFAULTS = {  # <- #default_args
    **DEFAULTS,
    "retries": RETRIES,  # <- a#retries
}
with DAG("d", default_args=DEFAULTS):
    BashOperator(task_id="a")
""",
        "dags/more.py": """
from case import RETRIES, DEFAULTS
""",
    },
    "a function of another file": {
        "dags/case.py": """
from common import load
with DAG("d"):
    load("a")
""",
        "dags/common.py": """
from airflow.providers.standard.operators.bash import BashOperator

def load(name):
    return BashOperator(
        task_id=name,
        retries=3,  # <- a#retries
    )
""",
    },
}

LINES = {**{name: {FILE: text} for name, text in PLACES.items()}, **FILES}


def key_of(mark):
    """Return the key of `Diagram.places` that a comment means."""
    name, _, fact = mark.partition("#")
    if fact == "asset":
        return make_id("a_", name)
    if not name:
        return mark if fact == "title" else f"s_schedule{mark}"
    return make_id("g_" if fact == "default_args" else "t_", name) + f"#{fact}"


def marked(files):
    """Return where comments say that places are, as {key: (path, line)}."""
    return {
        key_of(mark): (path, number)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for mark in line.partition("# <- ")[2].split()
    }


def read(project, files):
    """Write files; return the project as it is read, and the drawing of the DAG `d`."""
    for name, text in files.items():
        project.write(name, HEAD + text if name == FILE else text)
    found = Project(project.root)
    (diagram,) = (d for d in found.read(project.root / FILE).diagrams if d.name == "d")
    return found, diagram


@pytest.mark.parametrize("name", LINES)
def test_a_setting_has_the_line_where_it_is_written(project, name):
    files = {path: HEAD + text if path == FILE else text for path, text in LINES[name].items()}
    expected = marked(files)
    found, diagram = read(project, LINES[name])
    places = dict(diagram.places)
    lines = {key: found.locate(places[key]) for key in expected}
    assert {key: (at.path, at.line) for key, at in lines.items()} == expected


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_setting_whose_line_is_not_sure_has_none(project, name):
    text, marks = UNKNOWN[name]
    _, diagram = read(project, {FILE: text})
    assert not {key_of(mark) for mark in marks} & dict(diagram.places).keys()


DRIFTS = {
    "an entry that all tasks inherit": """
with DAG("d", default_args={
-   "retries": 3,
+   "retries": 1,  # <- a#retries b#retries
}):
    BashOperator(task_id="a")
    BashOperator(task_id="b")
    BashOperator(task_id="c", retries=2)
""",
    "an entry that a new task inherits, too": """
with DAG("d", default_args={
-   "retries": 3,
+   "retries": 1,  # <- a#retries
}):
    BashOperator(task_id="a")
+   BashOperator(task_id="b")  # <- b#
""",
    "an argument instead of which one task inherits the entry": """
with DAG("d", default_args={
    "retries": 3,
}):
    BashOperator(task_id="a")
-   BashOperator(task_id="b", retries=5)
+   BashOperator(task_id="b")  # <- b#retries
""",
    "an argument that is gone": """
with DAG("d"):
    BashOperator(  # <- a#retries
        task_id="a",
-       retries=5,
    )
    BashOperator(task_id="b")
""",
    "an argument of every task that is gone, without defaults": """
with DAG("d"):
    BashOperator(  # <- a#retries
        task_id="a",
-       retries=5,
    )
    BashOperator(  # <- b#retries
        task_id="b",
-       retries=5,
    )
""",
    "an argument that one task lost": """
with DAG("d", default_args={
    "pool": "x",
}):
    BashOperator(  # <- a#retries
        task_id="a",
-       retries=5,
    )
    BashOperator(task_id="b")
""",
    "an argument that the only task lost": """
with DAG("d", default_args={
    "pool": "x",
}):
    BashOperator(  # <- a#retries
        task_id="a",
-       retries=5,
    )
""",
    "an entry that is gone": """
default_args = {  # <- a#retries b#retries g.c#retries
    "pool": "x",
-   "retries": 3,
}
with DAG("d", default_args=default_args):
    BashOperator(task_id="a")
    BashOperator(task_id="b")
    with TaskGroup("g", default_args={
        "queue": "q",
    }):
        BashOperator(task_id="c")
    BashOperator(task_id="d", retries=1)
""",
    "an entry of a group that is gone": """
with DAG("d", default_args={
    "pool": "x",
}):
    BashOperator(task_id="a")
    with TaskGroup(
        "g",
        default_args={  # <- g.b#retries g.i.c#retries
            "queue": "q",
-           "retries": 3,
        },
    ):
        BashOperator(task_id="b")
        with TaskGroup("i"):
            BashOperator(task_id="c")
""",
    "the id of a DAG": """
@dag(
-   dag_id="c",
+   dag_id="d",  # <- #title
)
def anything():
    BashOperator(task_id="a")

anything()
""",
    "settings of a DAG": """
@dag(  # <- #catchup
    dag_id="d",
-   schedule="@daily",
+   schedule="@weekly",  # <- #schedule
-   catchup=False,
)
def anything():
    BashOperator(task_id="a")

anything()
""",
}


def side(diff, sign):
    """Return one side of a change: the lines that begin with the sign, and those with none."""
    other = {"-": "+", "+": "-"}[sign]
    lines = [line for line in diff.splitlines() if not line.startswith(other)]
    return "\n".join(line.replace(sign, " ", 1) if line[:1] == sign else line for line in lines)


@pytest.mark.parametrize("name", DRIFTS)
def test_a_drift_is_told_at_the_line_that_made_it(project, name):
    old, new = (side(DRIFTS[name], sign) for sign in "-+")
    project.write(FILE, HEAD + old)
    (before,) = Project(project.root).read(project.root / FILE).diagrams
    found, diagram = read(project, {FILE: new})
    hits = located(diagram, compare(before.graph, diagram.graph), found.locate)
    keys = [(hit.drift.places or (f"{hit.drift.nodes[0]}#",))[-1] for hit in hits]
    lines = {
        key: (hit.location.path, hit.location.line) for key, hit in zip(keys, hits, strict=True)
    }
    assert lines == marked({FILE: HEAD + new})


def test_a_comment_at_a_task_is_about_what_it_inherits_too(project):
    old = """
with DAG("d", default_args={
    "retries": 3,
}):
    # etl-diagram: allow retries-reduced -- it isn't idempotent
    BashOperator(task_id="a")
    BashOperator(task_id="b")
"""
    _, before = read(project, {FILE: old})
    found, diagram = read(project, {FILE: old.replace('"retries": 3', '"retries": 1')})
    hits = located(diagram, compare(before.graph, diagram.graph), found.locate)
    allowances = read_comments(project.root / FILE, FILE).allowances
    told, _ = allow(hits, (), allowances, date(2024, 1, 1))
    assert {hit.drift.subject: hit.allowed for hit in told} == {"a": "it isn't idempotent", "b": ""}
    (line,) = {hit.location.line for hit in told}
    assert (HEAD + old).splitlines()[line - 1] == '    "retries": 3,'
