"""Small projects of helper modules and of two files that import them.

Each says how many helper modules are evaluated while both files are read: each once where they can
be shared.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Files by their names below `dags`; `one` and `two` are read, `evaluated` modules for that.

    In `one` and `two`, `show(…)` makes a task of the name.
    """

    evaluated: int
    helpers: dict[str, str]
    one: str
    two: str


HEAD = """\
from airflow import DAG
from airflow.operators.empty import EmptyOperator
dag = DAG("{name}", schedule=None)
def show(value):
    return EmptyOperator(task_id=str(value), dag=dag)
"""

STATUS = "from enum import Enum\nclass Status(Enum):\n    OPEN = 'open'\n    DONE = 'done'\n"
REGISTRY = """\
PIPELINES = {}
def register(function):
    PIPELINES[function.__name__] = function
    return function
"""

CASES: dict[str, Case] = {
    "constants": Case(
        1,
        {"helper.py": "NAME = 'a'\nTABLE = {'x': ['one', 'two']}\nPAIR = ('p', {'q': 1})\n"},
        "from helper import NAME, TABLE\nshow(NAME)\nfor each in TABLE['x']:\n    show(each)\n",
        "import helper\nshow(helper.PAIR[1]['q'])\n",
    ),
    "lists and dicts that one file changes": Case(
        1,
        {"helper.py": "LIST = ['a']\nDEFAULTS = {'retries': 1, 'deep': {'x': [1]}}\nSET = {'s'}\n"},
        "from helper import LIST, DEFAULTS, SET\nLIST.append('b')\nDEFAULTS['retries'] = 2\n"
        "DEFAULTS['deep']['x'].append(2)\nDEFAULTS.pop('deep')\nSET.add('t')\n"
        "for each in [*LIST, *DEFAULTS, *SET]:\n    show(each)\n",
        "from helper import LIST, DEFAULTS, SET\nfor each in [*LIST, *SET]:\n    show(each)\n"
        "show(DEFAULTS)\n",
    ),
    "a list that one file makes doubtful": Case(
        1,
        {"helper.py": "LIST = ['a']\n"},
        "import os\nfrom helper import LIST\nif os.environ['X']:\n    LIST.append('b')\n"
        "show(len(LIST))\n",
        "from helper import LIST\nshow(len(LIST))\n",
    ),
    "the order of a dict": Case(
        1,
        {"helper.py": "TABLE = {'a': None, 'b': None}\n"},
        "from helper import TABLE\nTABLE['a'] = TABLE.pop('a')\nshow('-'.join(TABLE))\n",
        "from helper import TABLE\nshow('-'.join(TABLE))\n",
    ),
    "a number for one that is equal": Case(
        1,
        {"helper.py": "FLAGS = {'x': 1}\n"},
        "from helper import FLAGS\nFLAGS['x'] = True\nshow(FLAGS)\n",
        "from helper import FLAGS\nshow(FLAGS)\n",
    ),
    "a key for one that is equal": Case(
        1,
        {"helper.py": "NAMES = {1: 'a'}\n"},
        "from helper import NAMES\nkept = NAMES.pop(1)\nNAMES[True] = kept\nshow(NAMES)\n",
        "from helper import NAMES\nshow(NAMES)\n",
    ),
    "a list for one that is equal": Case(
        1,
        {"helper.py": "ROWS = {'x': []}\n"},
        "from helper import ROWS\nROWS['x'] = []\nshow(ROWS)\n",
        "from helper import ROWS\nROWS['x'].append('mine')\nshow(ROWS)\n",
    ),
    "functions, their defaults and what they close over": Case(
        1,
        {
            "helper.py": "def counter():\n    n = 0\n    def step():\n        nonlocal n\n"
            "        n += 1\n        return n\n    return step\nnext_id = counter()\n"
            "def collect(value, into=[]):\n    into.append(value)\n    return into\n"
            "total = 0\ndef add():\n    global total\n    total += 1\n    return total\n"
        },
        "from helper import next_id, collect, add\nshow(f'n{next_id()}{next_id()}')\n"
        "show(f'c{collect(1)}{collect(2)}')\nshow(f't{add()}')\ncollect.note = 'mine'\n"
        "show(collect.note)\n",
        "from helper import next_id, collect, add\nshow(f'n{next_id()}')\nshow(f'c{collect(3)}')\n"
        "show(f't{add()}')\nshow(collect.note)\n",
    ),
    "attributes of classes and of their objects": Case(
        1,
        {
            "helper.py": "class Config:\n    tables = ['a']\n    stage = 'dev'\n"
            "    def __init__(self, name):\n        self.name = name\n"
            "    def label(self):\n        return f'{self.name}-{self.stage}-{len(self.tables)}'\n"
            "    @property\n    def loud(self):\n        return self.name.upper()\n"
            "CONFIG = Config('c')\n"
        },
        "from helper import CONFIG, Config\nConfig.stage = 'prod'\nConfig.tables.append('b')\n"
        "CONFIG.name = 'mine'\nConfig.label.seen = True\nshow(CONFIG.label())\nshow(CONFIG.loud)\n",
        "from helper import CONFIG\nshow(CONFIG.label())\nshow(CONFIG.loud)\n",
    ),
    "a function that becomes a method": Case(
        1,
        {
            "helper.py": "class Base:\n    def name(self):\n        return 'base'\n"
            "def label(self):\n    return super().name()\n"
        },
        "import helper\nclass Own(helper.Base):\n    label = helper.label\nshow(Own().label())\n",
        "import helper\nclass Middle(helper.Base):\n    def name(self):\n"
        "        return 'middle'\nclass Other(Middle):\n    label = helper.label\n"
        "    def name(self):\n        return 'other'\nshow(Other().label())\n",
    ),
    "classes below a shared one": Case(
        1,
        {"helper.py": "class Base:\n    pass\nclass Own(Base):\n    pass\n"},
        "from helper import Base\nclass One(Base):\n    pass\n"
        "show([c.__name__ for c in Base.__subclasses__()])\n",
        "from helper import Base\nclass Two(Base):\n    pass\nclass Three(Base):\n    pass\n"
        "show([c.__name__ for c in Base.__subclasses__()])\n",
    ),
    "a registry that files fill": Case(
        1,
        {"helper.py": REGISTRY},
        "from helper import register, PIPELINES\n@register\ndef first():\n    pass\n"
        "for name in PIPELINES:\n    show(name)\n",
        "from helper import register, PIPELINES\n@register\ndef second():\n    pass\n"
        "@register\ndef third():\n    pass\nfor name in PIPELINES:\n    show(name)\n",
    ),
    "classes that register themselves": Case(
        1,
        {
            "helper.py": "class Step:\n    known = []\n    def __init_subclass__(cls):\n"
            "        Step.known.append(cls.__name__)\n"
        },
        "from helper import Step\nclass One(Step):\n    pass\nshow(Step.known)\n",
        "from helper import Step\nclass Two(Step):\n    pass\nshow(Step.known)\n",
    ),
    "a registry that helpers fill": Case(
        4,  # `helper` is shared; `filling` changes it: tried once, then each file for itself
        {
            "helper.py": REGISTRY,
            "filling.py": "from helper import register\n@register\ndef common():\n    pass\n",
        },
        "import filling\nfrom helper import PIPELINES\nfor name in PIPELINES:\n    show(name)\n",
        "from helper import PIPELINES\nshow(len(PIPELINES))\nimport filling\n"
        "show(len(PIPELINES))\n",
    ),
    "variables of modules": Case(
        1,
        {"helper.py": "STAGE = 'dev'\ndef stage():\n    return STAGE\n"},
        "import helper\nhelper.STAGE = 'prod'\nhelper.MORE = 'more'\nshow(helper.stage())\n"
        "show(helper.MORE)\n",
        "import helper\nshow(helper.stage())\nshow(helper.MORE)\n",
    ),
    "what `globals` gives": Case(
        1,
        {"helper.py": "globals()['MADE'] = 'made'\ndef put(k, v):\n    globals()[k] = v\n"},
        "import helper\nhelper.put('EXTRA', 'extra')\nshow(helper.MADE)\nshow(helper.EXTRA)\n"
        "del vars(helper)['MADE']\n",
        "import helper\nshow(helper.MADE)\nshow(helper.EXTRA)\n",
    ),
    "a helper whose DAG is made when it is imported": Case(
        3,  # tried once, and then each file for itself
        {
            "helper.py": "from airflow import DAG\nfrom airflow.operators.empty import "
            "EmptyOperator\nwith DAG('shared', schedule=None) as shared:\n"
            "    EmptyOperator(task_id='common')\n"
        },
        "from helper import shared\nEmptyOperator(task_id='one', dag=shared)\n",
        "from helper import shared\nEmptyOperator(task_id='two', dag=shared)\n",
    ),
    "a helper imported in a DAG, whose tasks belong to that": Case(
        3,
        {
            "helper.py": "from airflow.operators.empty import EmptyOperator\n"
            "start = EmptyOperator(task_id='start')\n"
        },
        "with dag:\n    from helper import start\n    start >> show('one')\n",
        "with dag:\n    from helper import start\n    show('two') >> start\n",
    ),
    "functions that make tasks": Case(
        1,
        {
            "helper.py": "from airflow.decorators import task, task_group\n"
            "from airflow.operators.empty import EmptyOperator\n"
            "from airflow.operators.python import PythonOperator\n"
            "def extract(table):\n    return EmptyOperator(task_id=f'extract_{table}')\n"
            "@task\ndef load(x):\n    pass\n@task(retries=3)\ndef check():\n    pass\n"
            "@task_group\ndef both(x):\n    return load(x)\n"
            "class Own(PythonOperator):\n    retries = 2\n"
        },
        "from helper import extract, load, both, Own\nwith dag:\n"
        "    extract('a') >> load(1) >> both(2) >> Own(task_id='own')\n",
        "from helper import extract, load, check\nwith dag:\n"
        "    load.override(task_id='mine')(1)\n    check() >> extract('b')\n    check()\n",
    ),
    "assets": Case(
        1,
        {
            "helper.py": "from airflow.datasets import Dataset\nORDERS = Dataset('s3://orders')\n"
            "ALL = [ORDERS, Dataset('s3://customers')]\nBOTH = ALL[0] & ALL[1]\n"
        },
        "from helper import ORDERS, BOTH\nEmptyOperator(task_id='a', outlets=[ORDERS], dag=dag)\n"
        "DAG('next', schedule=BOTH)\n",
        "from helper import ALL\nEmptyOperator(task_id='b', inlets=ALL, outlets=ALL, dag=dag)\n",
    ),
    "dataclasses, named tuples and enumerations": Case(
        2,
        {
            "status.py": STATUS,
            "helper.py": "from dataclasses import dataclass, field\nfrom typing import NamedTuple\n"
            "from status import Status\n@dataclass\nclass Table:\n    name: str\n"
            "    keys: list = field(default_factory=list)\n    status: Status = Status.OPEN\n"
            "class Pair(NamedTuple):\n    a: int\n    b: int = 2\nTABLES = [Table('t', ['k'])]\n"
            "PAIR = Pair(1)\n",
        },
        "from status import Status\nfrom helper import TABLES, PAIR\n"
        "TABLES[0].keys.append('mine')\n"
        "show(TABLES[0].keys)\nshow(TABLES[0].status is Status.OPEN)\nshow(PAIR.b)\n",
        "from helper import TABLES\nfrom status import Status\nshow(TABLES[0].keys)\n"
        "show([s.name for s in Status])\nshow(TABLES[0].status is Status.OPEN)\n",
    ),
    "an enumeration's members in two helpers": Case(
        3,
        {
            "status.py": STATUS,
            "a.py": "from status import Status\nX = Status.DONE\n",
            "b.py": "from status import Status\nX = Status.DONE\n",
        },
        "import a, b\nshow(a.X is b.X)\n",
        "from status import Status\nmine = Status.DONE\nimport b, a\nshow(mine is a.X)\n"
        "show(b.X is a.X)\n",
    ),
    "default dicts, partials and settings that are read": Case(
        1,
        {
            "helper.py": "import configparser, functools, re\nfrom collections import Counter, "
            "defaultdict\nGROUPS = defaultdict(list)\nSEEN = Counter()\n"
            "def name(a, b):\n    return f'{a}_{b}'\nload = functools.partial(name, 'load')\n"
            "INI = configparser.ConfigParser()\nINI.read_string('[a]\\nx = 1')\n"
            "WORD = re.compile('[a-z]+')\n"
        },
        "from helper import GROUPS, SEEN, load, INI\nGROUPS['mine'].append(1)\nSEEN.update(['s'])\n"
        "INI.read_string('[a]\\nx = 2\\n[b]\\ny = 3')\nshow(load(len(GROUPS)))\n"
        "show(SEEN['s'])\nshow('ini' + INI['a']['x'] + INI['b']['y'])\n",
        "from helper import GROUPS, SEEN, load, INI, WORD\nshow(load(len(GROUPS)))\n"
        "show(SEEN['s'])\n"
        "show('ini' + INI['a']['x'])\nshow('b' in INI)\nshow(WORD.match('word!').group())\n",
    ),
    "iterators and generators run down once": Case(
        3,
        {
            "helper.py": "def numbers():\n    yield 1\n    yield 2\nSOURCE = numbers()\n"
            "PAIRS = zip('ab', 'cd')\n"
        },
        "from helper import SOURCE, PAIRS\nshow(next(SOURCE))\nshow(list(PAIRS))\n",
        "from helper import SOURCE, PAIRS\nshow(list(SOURCE))\nshow(list(PAIRS))\n",
    ),
    "modules that import each other": Case(
        5,  # `a` with a `b` of its own, tried once, and `b` with an `a` of its own
        {
            "a.py": "import b\nX = 'a'\ndef both():\n    return X + b.X\n",
            "b.py": "import a\nX = 'b'\nSEEN = hasattr(a, 'X')\n",
        },
        "import a\nshow(a.both())\nshow(a.b.SEEN)\n",
        "import b\nshow(b.X)\nshow(b.SEEN)\nshow(b.a.both())\n",
    ),
    "a helper that imports the file itself": Case(
        6,
        {
            "helper.py": "import one\nX = getattr(one, 'EARLY', 'none')\n"
            "LATE = hasattr(one, 'LATE')\n"
        },
        "EARLY = 'early'\nimport helper\nLATE = 'late'\nshow(helper.X)\nshow(helper.LATE)\n",
        "import helper\nshow(helper.X)\nshow(helper.LATE)\n",
    ),
    "a helper that raises": Case(
        1,
        {"helper.py": "X = ['before']\nY = int('x')\nZ = 'after'\n"},
        "from helper import X, Z\nshow(X)\nshow(Z)\n",
        "from helper import X, Y\nX.append('mine')\nshow(X)\nshow(Y)\n",
    ),
    "a helper imported where checks are taken as passed": Case(
        2,  # its own checks are, too, for the first file only
        {"helper.py": "X = 'a'\nassert X == 'b'\n"},
        "if 1 == 1:\n    assert 1 == 2\n    import helper\n    show(helper.X)\n",
        "import helper\nshow(helper.X)\n",
    ),
    "a helper that doesn't parse": Case(
        2,  # the first file has a broken module of its own
        {"broken.py": "def (:\n", "helper.py": "import broken\nfrom broken import X\nY = 'y'\n"},
        "import broken\nimport helper\nshow(helper.Y)\n",
        "import helper\nimport broken\nshow(helper.Y)\n",
    ),
    "a helper that complains": Case(
        2,
        {
            "inner.py": "def down(n):\n    return down(n)\nX = down(1)\n",
            "helper.py": "from inner import down\nY = down(2)\nwith open('nothing.sql') as f:\n"
            "    SQL = f.read()\n",
        },
        "import helper\nshow('one')\n",
        "import inner\nimport helper\nshow('two')\nopen('nothing.sql')\n",
    ),
    "a helper that adds to the import path": Case(
        2,
        {
            "helper.py": "import sys\nsys.path.insert(0, 'extra')\n",
            "../extra/added.py": "X = 'added'\n",
        },
        "import helper\nfrom added import X\nshow(X)\nimport sys\nshow(list(sys.path))\n",
        "import helper\nimport added\nshow(added.X)\n",
    ),
    "a file that adds to the import path": Case(
        4,  # what a module imports depends on the path
        {
            "helper.py": "try:\n    from added import X\nexcept ImportError:\n    X = 'missing'\n",
            "../extra/added.py": "X = 'added'\n",
        },
        "import helper\nshow(helper.X)\n",
        "import sys\nsys.path.insert(0, 'extra')\nimport helper\nshow(helper.X)\n",
    ),
    "a helper's helper that files change": Case(
        2,
        {
            "inner.py": "OPTIONS = {'x': 1}\nSTAGE = 'dev'\n",
            "helper.py": "import inner\nfrom inner import OPTIONS\ndef label():\n"
            "    return f'{OPTIONS}{inner.STAGE}'\n",
        },
        "import inner\nimport helper\ninner.OPTIONS['x'] = 2\ninner.STAGE = 'prod'\n"
        "show(helper.label())\n",
        "import helper\nhelper.inner.OPTIONS['y'] = 3\nshow(helper.label())\n",
    ),
    "a helper imported after the file changed what it imports": Case(
        3,  # `helper` by the first file, and for others
        {
            "inner.py": "OPTIONS = {'x': 1}\n",
            "helper.py": "from inner import OPTIONS\nX = OPTIONS['x']\n",
        },
        "import inner\ninner.OPTIONS['x'] = 2\nimport helper\nshow(helper.X)\n",
        "import helper\nshow(helper.X)\n",
    ),
    "a helper imported between a change and its return": Case(
        3,
        {
            "inner.py": "STAGE = 'dev'\n",
            "helper.py": "from inner import STAGE\nX = STAGE\n",
        },
        "import inner\nkept = inner.STAGE\ninner.STAGE = 'prod'\nimport helper\n"
        "inner.STAGE = kept\n"
        "show(helper.X)\n",
        "import inner\nimport helper\nshow(helper.X)\n",
    ),
    "star imports": Case(
        2,
        {
            "inner.py": "from airflow.operators.bash import *\n__all__ = ['A', 'BashOperator']\n"
            "A = ['a']\nB = 'b'\n",
            "helper.py": "from inner import *\nC = 'c'\n",
        },
        "from helper import *\nA.append('mine')\nshow(A)\nBashOperator(task_id='bash', dag=dag)\n",
        "from inner import *\nshow(A)\nfrom helper import *\nshow(C)\n",
    ),
    "imports under unknown conditions": Case(
        1,
        {"helper.py": "LIST = []\nLIST.append('a')\n"},
        "import os\nif os.environ['X']:\n    from helper import LIST\n    show(len(LIST))\n",
        "import os\ntry:\n    if os.environ['X']:\n        import helper\nfinally:\n"
        "    from helper import LIST\nshow(len(LIST))\n",
    ),
    "imports in functions, and by name": Case(
        2,
        {"helper.py": "X = 'x'\n", "other.py": "X = 'o'\n"},
        "import importlib\ndef f(name):\n    return importlib.import_module(name).X\n"
        "show(f('helper'))\nshow(f('other'))\n",
        "def f():\n    from helper import X\n    return X + __import__('other').X\nshow(f())\n",
    ),
    "a package and its modules": Case(
        3,
        {
            "package/__init__.py": "from .a import X\nfrom . import b\nNAMES = []\n",
            "package/a.py": "X = 'a'\n",
            "package/b.py": "from .a import X\nY = X + 'b'\n",
        },
        "import package\npackage.NAMES.append('mine')\nshow(package.X)\nshow(package.b.Y)\n",
        "from package import NAMES, b\nfrom package.a import X\nshow(NAMES)\nshow(b.Y)\nshow(X)\n",
    ),
    "folders that are packages": Case(
        3,  # the first file changes one before it imports the other
        {"space/a.py": "X = 'a'\n", "space/deep/b.py": "from space.a import X\nY = X + 'b'\n"},
        "import space.a\nshow(space.a.X)\nspace.EXTRA = 1\nimport space.deep.b\n"
        "show(space.deep.b.Y)\n",
        "import space.deep.b\nshow(space.deep.b.Y)\nshow(space.EXTRA)\n",
    ),
    "one file by two names": Case(
        4,  # `paths` by each of its names, and `tables` for each of these
        {
            "common/paths.py": "def where():\n    return where.__module__\n",
            "common/tables.py": "from .paths import where\nX = where()\n",
        },
        "from common.paths import where\nfrom common.tables import X\nshow(where())\nshow(X)\n",
        "from common.tables import X\nfrom common.paths import where\nshow(where())\nshow(X)\n",
    ),
    "what is loaded": Case(
        4,
        {
            "inner.py": "X = 'x'\n",
            "helper.py": "import sys\nX = hasattr(sys.modules['inner'], 'X')\n",
        },
        "import inner\nimport helper\nshow(helper.X)\n",
        "import helper\nshow(helper.X)\nimport inner\n",
    ),
    "a metaclass that makes classes": Case(
        2,
        {
            "inner.py": "class Meta(type):\n    def __new__(mcs, name, bases, space):\n"
            "        space['made'] = name.lower()\n"
            "        return super().__new__(mcs, name, bases, space)\n"
            "class Base(metaclass=Meta):\n    pass\n",
            "helper.py": "from inner import Base\nclass Own(Base):\n    pass\n",
        },
        "from helper import Own\nclass Mine(Own):\n    pass\nshow(Own.made)\nshow(Mine.made)\n",
        "from inner import Base\nclass Own(Base):\n    pass\nfrom helper import Own as Other\n"
        "show(Own.made)\nshow(Other.made)\n",
    ),
    "methods that are kept apart from their object": Case(
        3,  # a set's method knows the evaluation that asked for it
        {"helper.py": "NAMES = {'a'}\nadd = NAMES.add\nROWS = []\nput = ROWS.append\n"},
        "import os\nfrom helper import add, put, NAMES, ROWS\nif os.environ['X']:\n    add('b')\n"
        "put('r')\nshow(len(NAMES))\nshow(ROWS)\n",
        "from helper import add, put, NAMES, ROWS\nadd('c')\nshow(sorted(NAMES))\nshow(ROWS)\n",
    ),
}
