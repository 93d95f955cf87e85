"""Files that do harm to whoever runs, imports, unpickles or renders them, and how they go off.

HARM in a text stands for an expression that leaves a mark with the trap's name in a folder outside
of the project; PIT for that folder.
"""

# ruff: noqa: E501, PTH109 -- code in strings; the working folder is changed for a socket

from __future__ import annotations

import marshal
import os
import pickle
import socket
import sqlite3
import sys
from importlib.util import MAGIC_NUMBER
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HARM = "HARM"
PIT = "PIT"
DAG = """
from airflow import DAG
from airflow.operators.python import PythonOperator
def harm():
    HARM
with DAG("NAME", default_args={"owner": "x"}) as dag:
    PythonOperator(task_id="load", python_callable=harm)
"""
"""What makes a file worth evaluating: it stands below each of CODE."""

CODE = {
    "module_level": "HARM",
    "os_system": "import os\nos.system('echo > PIT/NAME')",
    "os_fork": "import os\nif hasattr(os, 'fork') and not os.fork():\n    HARM\n    os._exit(0)",
    "subprocess_run": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'HARM'])",
    "subprocess_shell": "from subprocess import check_output as read\nread('echo > PIT/NAME', shell=True)",
    "socket_connect": (
        "import socket\nHARM\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError:\n    pass"
    ),
    "url_open": (
        "from urllib.request import urlopen\nHARM\n"
        "try:\n    urlopen('http://127.0.0.1:9/', timeout=1)\nexcept OSError:\n    pass"
    ),
    "written_file": "with open('PIT/NAME', 'w') as file:\n    file.write('x')",
    "written_path": "from pathlib import Path\nPath('PIT', 'NAME').write_text('x')",
    "dunder_import": "__import__('os').system('echo > PIT/NAME')",
    "imported_late": (
        "import importlib\nimportlib.import_module('dags.accomplice').harm('NAME')\n"
        "from dags import accomplice\naccomplice.harm('NAME')"
    ),
    "import_by_spec": (
        "import importlib.util, os\n"
        "spec = importlib.util.spec_from_file_location('x', os.path.join(os.path.dirname(__file__), 'accomplice.py'))\n"
        "module = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(module)\nmodule.harm('NAME')"
    ),
    "exec_text": "exec('HARM')",
    "eval_text": "eval(compile('HARM', __file__, 'eval'))",
    "exec_file": "import runpy\nHARM\nrunpy.run_path(__file__.replace('exec_file', 'module_level'))",
    "by_builtins": "getattr(__builtins__, 'exec', None) or __builtins__['exec']\nglobals()['__builtins__']\nHARM",
    "by_subclasses": "().__class__.__base__.__subclasses__()\nHARM",
    "by_pickle": "import pickle\npickle.loads(open(__file__.replace('.py', '.pkl'), 'rb').read())",
    "by_marshal": "import marshal\nexec(marshal.loads(marshal.dumps(compile('HARM', 'x', 'exec'))))",
    "by_ctypes": "import ctypes\nHARM",
    "by_thread": "import threading\nt = threading.Thread(target=lambda: HARM)\nt.start()\nt.join()",
    "by_atexit": "import atexit\natexit.register(lambda: HARM)",
    "decorated": "def trap(function):\n    HARM\n    return function\n@trap\ndef run():\n    pass",
    "decorated_class": "@(lambda c: (HARM, c)[1])\nclass Etl:\n    pass",
    "default_argument": "def run(x=HARM):\n    pass",
    "annotated": "def run(x: HARM) -> None:\n    pass\nrun.__annotations__",
    "metaclass": "class Meta(type):\n    def __new__(cls, *a):\n        HARM\n        return type.__new__(cls, *a)\nclass A(metaclass=Meta):\n    pass",
    "prepared": "class Meta(type):\n    @classmethod\n    def __prepare__(cls, *a):\n        HARM\n        return {}\nclass A(metaclass=Meta):\n    pass",
    "init_subclass": "class A:\n    def __init_subclass__(cls):\n        HARM\nclass B(A):\n    pass",
    "class_getitem": "class A:\n    def __class_getitem__(cls, item):\n        HARM\nA[int]",
    "set_name": "class D:\n    def __set_name__(self, owner, name):\n        HARM\nclass A:\n    x = D()",
    "descriptor": "class D:\n    def __get__(self, *a):\n        HARM\nclass A:\n    x = D()\nA().x",
    "property": "class A:\n    @property\n    def x(self):\n        HARM\nA().x",
    "getattribute": "class A:\n    def __getattr__(self, name):\n        HARM\nA().anything",
    "module_getattr": "def __getattr__(name):\n    HARM\nimport sys\ngetattr(sys.modules.get(__name__), 'x', __getattr__('x'))",
    "equality": "class A:\n    def __eq__(self, other):\n        HARM\n    __hash__ = None\nA() == 1",
    "hashed": "class A:\n    def __hash__(self):\n        HARM\n        return 1\n{A(): 1}",
    "formatted": "class A:\n    def __format__(self, spec):\n        HARM\n        return ''\nf'{A()}'",
    "shown": "class A:\n    def __repr__(self):\n        HARM\n        return ''\nstr(A())",
    "deleted": "class A:\n    def __del__(self):\n        HARM\na = A()\ndel a",
    "entered": "class A:\n    def __enter__(self):\n        HARM\n    def __exit__(self, *a):\n        pass\nwith A():\n    pass",
    "iterated": "class A:\n    def __iter__(self):\n        HARM\n        return iter(())\nlist(A())",
    "shifted": "class A:\n    def __rshift__(self, other):\n        HARM\nA() >> 1",
    "comprehended": "[HARM for _ in range(1)]",
    "walrus": "(x := HARM)",
    "main_block": "if __name__:\n    HARM",
    "main_function": "def main():\n    HARM\nmain()",
    "formatted_path": "'{0.__class__.__base__}'.format(1)\nHARM",
    "import_hook": (
        "import sys\nclass Finder:\n    @staticmethod\n    def find_spec(*a):\n        return None\n"
        "sys.meta_path.insert(0, Finder)\nsys.path.insert(0, 'PIT')\nsys.meta_path.remove(Finder)\nHARM"
    ),
    "codec": "# -*- coding: utf-8 -*-\nimport codecs\ncodecs.register(lambda name: None)\nHARM",
    "audit_hook": "import sys\nsys.addaudithook(lambda *a: None)\nHARM",
    "trace": "import sys\nsys.settrace(None)\nHARM",
    "plugin_of_pytest": "pytest_plugins = ['dags.accomplice']\nHARM",
    "fixture_of_pytest": "import pytest\n@pytest.fixture(autouse=True)\ndef fixture():\n    HARM\nHARM",
}
"""Python, by the name of its file in `dags`: importing it leaves a mark."""

_RUN = "HARM\n"
OTHER_CODE = {
    "dags/__init__.py": _RUN,
    "dags/accomplice.py": "def harm(name):\n    open('PIT/' + name, 'w').close()\n",
    "dags/conftest_sales.py": _RUN,
    "dags/my_conftest.py": _RUN,
    "dags/conftest.pyi": _RUN,
    "dags/sitecustomize.py": _RUN,
    "dags/usercustomize.py": _RUN,
    "sitecustomize.py": _RUN,
    "usercustomize.py": _RUN,
    "setup.py": "from setuptools import setup\nHARM\nsetup(name='x')\n",
    "noxfile.py": "import nox\nHARM\n@nox.session\ndef tests(session):\n    HARM\n",
    "tasks.py": "from invoke import task\nHARM\n@task\ndef load(c):\n    HARM\n",
    "fabfile.py": _RUN,
    "dodo.py": _RUN,
    "manage.py": "import sys\nHARM\nif __name__ == '__main__':\n    HARM\n",
    "backend/hatch_build.py": _RUN,
    "trap.pth": "import os; HARM\n",
    "dags/trap.pth": "import os; HARM\n",
    "trap-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n",
    "trap-1.0.dist-info/entry_points.txt": (
        "[pytest_etl_diagram.frontends]\ntrap = setup:x\n[pytest_etl_diagram.diagrams]\ntrap = setup:x\n"
    ),
    "pytest_etl_diagram.py": _RUN,
    "dags/pytest_etl_diagram.py": _RUN,
    "pyproject.toml": (
        "[build-system]\nrequires = ['x']\nbuild-backend = 'hatch_build'\nbackend-path = ['backend']\n"
        "[project]\nname = 'trap'\nscripts = {trap = 'dags.module_level:harm'}\n"
        "[project.entry-points.pytest11]\ntrap = 'setup'\n"
        "[project.entry-points.'pytest_etl_diagram.frontends']\ntrap = 'setup:x'\n"
        "[tool.hatch.build.hooks.custom]\npath = 'backend/hatch_build.py'\n"
        "[tool.pytest.ini_options]\netl_diagrams_paths = ['.']\n"
    ),
}
SHADOWS = (
    "yaml", "_yaml", "libcst", "syrupy", "sqlglot", "tomli", "json", "difflib", "configparser",
    "sqlite3", "hashlib", "html", "xml", "colorsys", "statistics", "graphlib", "zoneinfo", "secrets",
    "csv", "importlib", "urllib", "string", "textwrap", "datetime", "typing_extensions",
)  # fmt: skip
"""Names that this package, its parsers or Python's library are imported by."""

DATA = {
    "config/apply.yaml": "pipelines:\n  a: !!python/object/apply:os.system ['echo > PIT/apply']\n",
    "config/new.yaml": "pipelines: !!python/object/new:os.system ['echo > PIT/new']\n",
    "config/name.yaml": "pipelines:\n  a: !!python/name:os.system\n  b: !!python/module:dags.accomplice\n",
    "config/include.yaml": (
        "pipelines:\n  a: !include ../../../../etc/passwd\n  b: !include /etc/passwd\n"
        "  c: !env PATH\n  d: !exec 'echo > PIT/exec'\n"
    ),
    "config/anchors.yaml": "a: &a {run: !!python/object:os.system {}}\nb: {<<: *a}\n",
    "config/trap.json": '{"pipelines": {"py/object": "os.system", "py/reduce": ["echo"]}}',
    "config/trap.toml": "[pipelines]\nrun = '$(echo > PIT/toml)'\n",
    ".env": "A=$(echo > PIT/env)\nB=`echo > PIT/env`\n",
    "airflow.cfg": "[core]\nsql_alchemy_conn_cmd = echo > PIT/cfg\nfernet_key_cmd = echo > PIT/cfg\n",
    "Dockerfile": (
        "FROM x\nRUN echo > PIT/docker\nADD http://127.0.0.1:9/x /x\nENV A=$(echo > PIT/docker)\n"
    ),
    "docker-compose.yml": (
        "services:\n  a:\n    image: x\n    command: sh -c 'echo > PIT/compose'\n"
        "    environment: {A: '$(echo > PIT/compose)'}\n    env_file: [../../secret.env, /etc/passwd]\n"
        "    extends: {file: ../../other.yml, service: b}\n    volumes: ['/etc/passwd:/x', '../..:/y']\n"
        "    build: {context: ../.., dockerfile: ../../Dockerfile}\n"
        "    healthcheck: {test: 'echo > PIT/compose'}\n"
        "include: [../../other.yml, /etc/compose.yml, 'https://127.0.0.1:9/x.git']\n"
        "configs: {c: {file: /etc/passwd}}\nsecrets: {s: {file: ../../secret}}\n"
    ),
    "k8s/kustomization.yaml": (
        "resources: [../../../outside, /etc/passwd, 'https://127.0.0.1:9/x.yaml', job.yaml]\n"
        "generators: [../../../g.yaml]\nconfigMapGenerator: [{name: x, files: [../../../../etc/passwd]}]\n"
        "patches: [{path: ../../../p.yaml}]\nhelmCharts: [{name: x, repo: 'http://127.0.0.1:9/'}]\n"
    ),
    "k8s/job.yaml": (
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: x}\nspec: {template: {spec: {containers: "
        "[{name: x, image: x, command: [sh, -c, 'echo > PIT/k8s']}]}}}\n"
    ),
    "helm/values.yaml": (
        "executor: CeleryExecutor\nwebserver: {enabled: true}\nscheduler: {enabled: true}\n"
        "extraEnv: '{{ exec \"echo\" }}'\ndags: {gitSync: {enabled: true, repo: 'ext::sh -c echo'}}\n"
    ),
    "dbt_project.yml": (
        "name: trap\nversion: '1.0'\nprofile: trap\n"
        "model-paths: [models, ../../outside, /etc]\nmacro-paths: [macros]\n"
        "on-run-start: ['{{ harm() }}']\nvars: {a: \"{{ env_var('PATH') }}\"}\n"
    ),
    "packages.yml": "packages: [{local: ../../outside}, {git: 'ext::sh -c echo', revision: x}]\n",
    "macros/harm.sql": (
        "{% macro harm() %}{{ modules.os.system('echo > PIT/dbt') }}"
        "{{ ''.__class__.__mro__[1].__subclasses__() }}{% endmacro %}\n"
    ),
    "models/a.sql": (
        "{{ config(materialized=harm()) }}{{ ''.__class__.__mro__ }}\n"
        "{{ cycler.__init__.__globals__.os.popen('echo > PIT/jinja').read() }}\n"
        "{{ self._TemplateReference__context.cycler.__init__.__globals__.os.system('x') }}\n"
        "{{ lipsum.__globals__['os'].popen('echo > PIT/jinja') }}\n"
        "{% include '../../../../etc/passwd' %}{% import '/etc/passwd' as x %}\n"
        "{{ run_query('drop table x') }}\nselect * from {{ ref('b') }}\n"
    ),
    "models/b.sql": "select 1\n",
    "meltano.yml": (
        "version: 1\ninclude_paths: [../../*.yml, /etc/*.yml]\n"
        "plugins: {extractors: [{name: tap-x, executable: 'echo > PIT/meltano'}]}\n"
        "jobs: [{name: j, tasks: ['tap-x target-y']}]\n"
    ),
    "great_expectations/checkpoints/c.yml": (
        "name: c\nclass_name: Checkpoint\nmodule_name: dags.accomplice\nvalidations: []\n"
    ),
    "prometheus.yml": "scrape_configs: [{job_name: x, file_sd_configs: [{files: [/etc/*.json]}]}]\n",
}
"""Files of data that do harm in a loader, a template engine or a shell."""


UNCHECKED = b"\1\0\0\0" + b"\0" * 8
"""What follows the magic number in bytecode that Python runs whatever its source is (PEP 552)."""


def plant(root: Path, pit: Path) -> None:
    """Write all traps below `root`; the marks of those that go off appear in `pit`."""
    for name, code in CODE.items():
        _write(root, f"dags/{name}.py", f"{code}\n{DAG}", pit, name)
    for path, text in {**OTHER_CODE, **DATA}.items():
        _write(root, path, text, pit, path.replace("/", "_"))
    for name in SHADOWS:
        for folder in ("", "dags/"):
            _write(root, f"{folder}{name}.py", _RUN, pit, f"shadow_{name}")
    _plant_binaries(root, pit)


def armed(text: str, pit: Path, name: str) -> str:
    """Return the text of a trap, which leaves a mark called `name`."""
    harm = f'open("{(pit / name).as_posix()}", "w").close()'
    return text.replace(HARM, harm).replace(PIT, pit.as_posix()).replace("NAME", name)


def _write(root: Path, path: str, text: str, pit: Path, name: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(armed(text, pit, name), encoding="utf-8")


class _Unpickled:
    """What runs when it is unpickled."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.mark, "w")


def _plant_binaries(root: Path, pit: Path) -> None:
    """Write what is no text: pickles, bytecode, a database, pipes, sockets, links to devices."""
    for name in ("dags/by_pickle.pkl", "config/model.pickle", "models/a.joblib"):
        (root / name).write_bytes(pickle.dumps(_Unpickled((pit / "by_pickle").as_posix())))
    for source in ("dags/module_level.py", "dags/accomplice.py", "yaml.py"):
        text = armed(_RUN, pit, "bytecode") + (root / source).read_text(encoding="utf-8")
        code = compile(text, source, "exec")
        name = f"{(root / source).stem}.{sys.implementation.cache_tag}.pyc"
        file = (root / source).parent / "__pycache__" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(MAGIC_NUMBER + UNCHECKED + marshal.dumps(code))
    with sqlite3.connect(root / "config" / "warehouse.sqlite") as database:
        database.execute("create table if not exists x (y)")
    database.close()


def plant_special_files(root: Path) -> None:
    """Put pipes, a socket and links to devices among the files; the system must have them."""
    for name in ("dags/pipe.py", "config/pipe.yaml", "config/pipe.csv", "Dockerfile.pipe"):
        os.mkfifo(root / name)
    for name, target in {
        "dags/zero.py": "/dev/zero",
        "config/random.yaml": "/dev/random",
        "dags/memory.py": "/proc/self/mem",
        "dags/environment.py": "/proc/self/environ",
    }.items():
        (root / name).symlink_to(target)
    here = os.getcwd()
    os.chdir(root / "dags")  # the path of a socket may have 100 characters
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.py")
    finally:
        os.chdir(here)
