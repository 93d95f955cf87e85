# ruff: noqa: E501  programs stand on lines of their own length
"""Small programs: a value `v` or `w` that has no measure, and something that is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.anyfile.way import passed, reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytest_etl_diagram.model import Problem

_OBJECTS = """class N:
    def __init__(self, a, b):
        self.a, self.b = a, b
    def run(self):
        self.a.run()
        self.b.run()
v = w = None
for i in range(200):
    v = w = N(w, w)
"""
VALUES: Mapping[str, str] = {
    "lists in lists, each twice": "w = {}\nv = []\nfor i in range(60):\n    w = {'a': w, 'b': w}\n    v = [v, v]\n",
    "tuples in tuples, each twice": "v = w = ()\nfor i in range(60):\n    v = w = (v, w)\n",
    "nested": "w = {}\nv = []\nfor i in range(1_900):\n    v = [v]\n    w = {'a': w}\n",
    "holding itself": "v = []\nv.append(v)\nw = {}\nw['w'] = w\n",
    "a large number": "v = w = 10**3000\n",
    "objects in objects, each twice": _OBJECTS,
    "choices in choices": "import os\nw = v = [1]\n"
    + "".join(
        f"w = w if os.environ['{i}'] else [w, {{'x': w}}]\nv = v if os.environ['{i}'] else (v, w)\n"
        for i in range(60)
    ),
    "text that isn't known": "import os\nv = w = os.environ['X']\nfor i in range(8):\n    v = w = v + w\n",
    "half a character": "v = w = '\\ud800'\n",
    "a range": "v = w = range(10**18)\n",
}  # fmt: skip
"""How `v` and `w` are made."""

SINKS: tuple[str, ...] = (
    "str(v)", "repr(w)", "f'{v}{w!r}'", "'%s' % w", "'%s %s' % (w, v)", "'{0[0]} {0}'.format(v)", "','.join(v)",
    "w == {'a': w}", "v == [v, v]", "v < [v]", "v in [v, w]", "[v].index(w)", "[w].remove(v)", "sorted([v, [v]])",
    "max(v, [v])", "{v: 1}", "{v, w}", "{}[v]", "{}.get(v)", "{}.pop(w)", "{}.setdefault(v, w)", "{w: w for w in v}",
    "hash(v)", "set(v)", "dict(w)", "dict.fromkeys(v)", "frozenset(w)", "tuple(v)", "list(w)", "sum(v, [])", "len(v)",
    "json.dumps(w, indent=2)", "json.loads(str(v))", "yaml.dump(w)", "copy.deepcopy(w)", "x = v + w", "x = v * 2",
    "x = {**w, **w}", "x = [*v, *w]", "a, b = v", "[a, b] = w", "v[w]", "v[w:w]", "v[0][0]", "f(w, *v, **w)", "w.run()",
    "raise ValueError(w)", "assert 0, w", "if v == w: open(v)", "for i in v: open(i)", "while v < w: open(v)",
    "with open(v) as h: h.write(w)", "try:\n    raise w\nexcept v: pass", "match v:\n    case [a, b]: pass",
    "@w\ndef g(a=v, *, b: w = 1) -> v: return w", "class C(w, metaclass=v): x = w", "type(str(v)[:5], (), w)",
    "globals().update(w)", "globals()[str(v)] = w", "vars(w)[v] = w", "getattr(v, w)", "setattr(v, w, v)", "isinstance(v, w)",
    "int(w)", "float(v)", "-w", "v ** w", "w << 3", "divmod(w, v)", "round(w)", "chr(w)", "bytes(w)", "'x' * w", "[1] * w",
    "hex(w)", "pow(w, w)", "list(range(w))", "'x'.center(w)", "slice(*v)",
    "open(w).write(v)", "open(f'{w}.csv')", "pathlib.Path(v, w)", "os.path.join(v, w)", "os.environ[v]", "print(f'{v=}')",
    "datetime.timedelta(days=w)", "datetime.datetime(w, 1, 1)", "datetime.date.fromordinal(w)", "re.sub('a', w, v)",
    "re.sub(v, lambda m: w, 'x')", "collections.Counter(v)", "collections.namedtuple('n', v)", "itertools.product(v, repeat=w)",
    "itertools.combinations(v, w)", "functools.reduce(lambda a, b: a + b, v)", "string.Template('$a').substitute(w)",
    "hashlib.md5(str(w).encode()).hexdigest()", "logging.info(w, v)", "time.sleep(w)", "subprocess.run(v, env=w)",
    "requests.get(w, params=v)", "cursor.execute(w, v)", "spark.read.csv(v).write.parquet(w)", "pd.read_csv(w).to_sql(v, w)",
    "ThreadPoolExecutor(max_workers=w).map(v, w)", "asyncio.gather(*v)", "Enum('E', w)", "sys.argv.append(w)",
    "DAG(w, schedule=v, tags=v, default_args=w, params=w, description=w, start_date=v, max_active_runs=w)",
    "with DAG('d'):\n    t = BashOperator(task_id='t', bash_command=v, retries=w, env=w, pool=v, trigger_rule=w, retry_delay=v)\n    t >> v",
    "with DAG('d'):\n    BashOperator(task_id=w, bash_command=w, execution_timeout=w, queue=w, outlets=v, inlets=w, params=w)",
    "with DAG('d'):\n    PythonOperator(task_id='t', python_callable=w, op_kwargs=w, op_args=v).expand(x=v)",
    "@task(retries=w)\ndef t(a=w): return a\n@dag(dag_id=w, schedule=v)\ndef q(a=w):\n    t(w) >> v\n    t.expand(a=v)\nq(w)",
    "with DAG('d'):\n    with TaskGroup(w, tooltip=v, default_args=w): pass\n    chain(v, w)",
    "@retry(stop=stop_after_attempt(w), wait=wait_fixed(v))\ndef g(): open(w)\ng()",
    "for i in range(w):\n    try:\n        open(v)\n        break\n    except Exception: time.sleep(w)",
    "@dataclass\nclass A:\n    x: w = v\n    y: int = field(default=w)\nA(w) == A(v)\nstr(A(v))\nasdict(A(w))",
)  # fmt: skip
"""What is done with them."""

_HEAD = """import asyncio, collections, copy, datetime, functools, hashlib, itertools, json, logging, os, pathlib
import re, string, subprocess, sys, time
import pandas as pd
import requests, yaml
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from enum import Enum
from airflow import DAG
from airflow.decorators import dag, task
from airflow.models.baseoperator import chain
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.utils.task_group import TaskGroup
from tenacity import retry, stop_after_attempt, wait_fixed
"""


def program(value: str, sink: str) -> str:
    """Return a program that makes a value, and does something with it at its start and in `main`."""
    inside = sink.replace("\n", "\n    ")
    return (
        f"{_HEAD}{VALUES[value]}{sink}\ndef main():\n    {inside}\n    open('a').write(w)\nmain()\n"
    )


def fatal_problems(value: str, sink: str, path: Path) -> list[Problem]:
    """Return the problems that fail a file of such a program, written to `path`."""
    path.write_text(program(value, sink), encoding="utf-8")
    return [problem for problem in passed(reader(path.parent), path).problems if problem.fatal]
