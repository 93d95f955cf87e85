# ruff: noqa: E501  snippets stand on lines of their own length
"""Sources made to use up time, memory or the stack, by name.

Each is read as a file of its own; `tests/budgets/test_budgets.py` says what
must come of it.
"""

from __future__ import annotations

DAG = "from airflow import DAG\nwith DAG('d') as dag:\n    pass\n"


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _nested_ifs_in_functions(depth: int) -> str:
    """Return functions that each call the next one twice, under conditions nobody knows."""
    lines = [f"def f{depth}():", "    return 1"]
    for level in reversed(range(depth)):
        lines += [
            f"def f{level}():",
            f"    if unknown{level}:",
            f"        return f{level + 1}()",
            "    else:",
            f"        return f{level + 1}()",
        ]
    return _lines(*lines, "f0()")


def _indented(depth: int, header: str) -> str:
    lines = [" " * level + header.format(level) for level in range(depth)]
    return _lines(*lines, " " * depth + "pass")


REFUSED: dict[str, str] = {
    "a loop without end": "while True:\n    pass\n",
    "a loop without end that makes things": "x = []\nwhile True:\n    x.append(x)\n",
    "a loop over a billion numbers": "for i in range(10**9):\n    x = i\n",
    "loops within loops": _lines(
        "for a in range(1500):",
        "  for b in range(1500):",
        "    for c in range(1500):",
        "      x = 1",
    ),
    "a comprehension over a billion numbers": "x = [i for i in range(10**9)]\n",
    "a comprehension over a product": "x = [a for a in range(999) for b in range(9999)]\n",
    "a string that doubles": "s = 'x'\nfor i in range(60):\n    s = s + s\n",
    "a string that doubles in an f-string": "s = 'x'\nfor i in range(60):\n    s = f'{s}{s}'\n",
    "a string that doubles by format": "s = 'x'\nfor i in range(60):\n    s = '{0}{0}'.format(s)\n",
    "a string that doubles by percent": "s = 'x'\nfor i in range(60):\n    s = '%s%s' % (s, s)\n",
    "a string that doubles by replace": "s = 'x'\nfor i in range(60):\n    s = s.replace('x', 'xx')\n",
    "a string that doubles by join": "s = 'x'\nfor i in range(60):\n    s = ''.join([s, s])\n",
    "a list that doubles": "x = [1]\nfor i in range(60):\n    x = x + x\n",
    "a list that doubles in place": "x = [1]\nfor i in range(60):\n    x += x\n",
    "a list that doubles by extend": "x = [1]\nfor i in range(60):\n    x.extend(x)\n",
    "a list that doubles by unpacking": "x = [1]\nfor i in range(60):\n    x = [*x, *x]\n",
    "a tuple that doubles": "x = (1,)\nfor i in range(60):\n    x = x + x\n",
    "a tuple that doubles in place": "x = (1,)\nfor i in range(60):\n    x += x\n",
    "a long repeated string": "x = 'a' * 10**9\n",
    "a long repeated list": "x = [0] * 10**9\n",
    "a list of a long range": "x = list(range(10**12))\n",
    "a tower of powers": "x = 10**10**10\n",
    "a power by pow": "x = pow(10, 10**10)\n",
    "a power by operator": "import operator\nx = operator.pow(10, 10**10)\n",
    "a number that squares": "x = 7\nfor i in range(60):\n    x = x * x\n",
    "a number that shifts far": "x = 1 << 10**10\n",
    "a wide format": "x = f'{1:1000000000}'\n",
    "a wide format by method": "x = '{:1000000000}'.format(1)\n",
    "a wide format by argument": "x = '{:{}}'.format(1, 10**9)\n",
    "a wide format by function": "x = format(1, '1000000000')\n",
    "a wide format by percent": "x = '%1000000000d' % 1\n",
    "a wide format by percent and star": "x = '%*d' % (10**9, 1)\n",
    "a precise format": "x = f'{1.5:.1000000000f}'\n",
    "a wide padding": "x = 'a'.ljust(10**9)\n",
    "a wide fill": "x = 'a'.zfill(10**9)\n",
    "a class in itself": "class A:\n    for i in range(10**6):\n        x = i\n",
    "brackets nested 5,000 deep": "x = " + "[" * 5000 + "]" * 5000 + "\n",
    "calls nested 5,000 deep": "x = " + "f(" * 5000 + ")" * 5000 + "\n",
    "an open bracket 5,000 times": "x = " + "[" * 5000 + "\n",
    "signs 5,000 times": "x = " + "-" * 5000 + "1\n",
    "not 5,000 times": "x = " + "not " * 5000 + "y\n",
    "lambda 2,000 times": "x = " + "lambda: " * 2000 + "1\n",
    "await 3,000 times": "async def f():\n    " + "await " * 3000 + "x\n",
    "a 3,000 terms sum": "x = " + " + ".join(["1"] * 3000) + "\n",
    "a 5,000 links chain": "x = a" + ".b" * 5000 + "\n",
    "a 5,000 links chain over lines": "x = (a" + "\n    .b()" * 5000 + ")\n",
    "conditional expressions nested 2,000 deep": "x = " + "1 if a else " * 2000 + "2\n",
    "powers chained 3,000 times": "x = " + " ** ".join(["1"] * 3000) + "\n",
    "a function that calls itself twice": "def f(n):\n    return f(n + 1) + f(n + 1)\nx = f(0)\n",
    "a lambda that calls itself": "f = lambda n: f(n) or f(n)\nx = f(1)\n",
    "a generator without end": "def f():\n    while True:\n        yield 1\nx = list(f())\n",
    "forks in called functions": _nested_ifs_in_functions(30),
    "a list in itself, copied": "import copy\nx = []\nx.append(x)\ny = copy.deepcopy(x)\n",
    "a list in itself, as arguments of a task": _lines(
        "from airflow import DAG",
        "from airflow.operators.python import PythonOperator",
        "x = []",
        "x.append(x)",
        "y = {}",
        "y['y'] = y",
        "with DAG('d', default_args=y, tags=x) as dag:",
        "    PythonOperator(task_id='a', op_args=x, op_kwargs=y, retries=x, pool=y, outlets=x)",
    ),
    "a group in itself": _lines(
        "from airflow import DAG",
        "from airflow.operators.empty import EmptyOperator",
        "from airflow.utils.task_group import TaskGroup",
        "with DAG('d') as dag:",
        "    a = EmptyOperator(task_id='a')",
        "    with TaskGroup('g') as g:",
        "        g.add(g)",
        "        with TaskGroup('h') as h:",
        "            h.add(g)",
        "    g >> a",
    ),
    "a partial of itself": _lines(
        "import functools",
        "f = lambda *a: f(*a)",
        "for i in range(3000 // 2):",
        "    f = functools.partial(f, i)",
        "f()",
    ),
    "a product of ranges": (
        "import itertools\nx = itertools.product(range(1000), range(1000), range(1000))\n"
    ),
    "permutations": "import itertools\nx = list(itertools.permutations(range(12)))\n",
}
"""Past a budget: one fatal problem of this file, and no diagram."""

EVALUATED: dict[str, str] = {
    "a function that calls itself": "def f():\n    return f()\nx = f()\n",
    "a function that ends on something unknown": (
        "def f(n):\n    if n == unknown:\n        return 1\n    return f(n - 1)\nx = f(5)\n"
    ),
    "two functions that call each other": "def f():\n    g()\ndef g():\n    f()\nf()\n",
    "a generator that yields from itself": "def f():\n    yield from f()\nx = list(f())\n",
    "numbers without end": "import itertools\nx = next(itertools.count())\n",
    "2,000 unknown ifs": _lines(*(f"if unknown{i}:\n    x = {i}" for i in range(2000))),
    "2,000 unknown ifs that append": _lines(
        "x = []", *(f"if unknown{i}:\n    x.append({i})" for i in range(2000))
    ),
    "60 nested unknown ifs": _indented(60, "if unknown{}:"),
    "60 nested loops over something unknown": _indented(60, "for x{0} in unknown{0}:"),
    "800 elifs": "if a == 0:\n    x = 0\n"
    + "".join(f"elif a == {i}:\n    x = {i}\n" for i in range(1, 800)),
    "60 nested functions": _indented(60, "def f{}():"),
    "60 nested classes": _indented(60, "class A{}:"),
    "1,000 links": "x = a" + ".b()" * 500 + "\n",
    "a 1,000 terms shift": "x = " + " >> ".join(["a"] * 1000) + "\n",
    "150 nested lists": "x = " + "[" * 150 + "]" * 150 + "\n",
    "a huge integer literal": "x = " + "9" * 5000 + "\n",
    "a huge hexadecimal literal": "x = 0x" + "f" * 200_000 + "\nprint(f'{x}')\n",
    "a long string literal": "x = '" + "a" * 2_000_000 + "'\n",
    "a dict in itself": "x = {}\nx['x'] = x\ny = f'{x}'\nstr(x)\nx == x\n",
    "two lists in each other compared": (
        "x = []\ny = []\nx.append(y)\ny.append(x)\na = x == y\nb = x in y\n"
    ),
    "a list in itself": "x = []\nx.append(x)\ny = f'{x} {x == x} {x in x}'\nstr(x)\n",
    "a list in itself, as text": "import json\nx = []\nx.append(x)\ny = json.dumps(x)\n'%s' % x\n",
    "a list in itself, as a dependency": _lines(
        "from airflow import DAG",
        "from airflow.operators.empty import EmptyOperator",
        "with DAG('d') as dag:",
        "    a = EmptyOperator(task_id='a')",
        "    b = EmptyOperator(task_id='b')",
        "    x = [b]",
        "    x.append(x)",
        "    a >> x",
    ),
    "a DAG in itself": _lines(
        "from airflow import DAG",
        "from airflow.operators.subdag import SubDagOperator",
        "with DAG('d') as dag:",
        "    SubDagOperator(task_id='a', subdag=dag)",
    ),
    "a class inheriting itself": "class A(A):\n    pass\nA().x\nclass A(A):\n    pass\nA().x\n",
    "a class whose base becomes itself": (
        "class A:\n    pass\nfor i in range(50):\n    class A(A):\n        pass\nA().x\n"
    ),
    "a property that reads itself": (
        "class A:\n    @property\n    def x(self):\n        return self.x\ny = A().x\n"
    ),
    "a __getattr__ that reads itself": (
        "class A:\n    def __getattr__(self, name):\n        return self.other\ny = A().x\n"
    ),
    "a __str__ that shows itself": (
        "class A:\n    def __str__(self):\n        return f'{self}'\ny = str(A())\n"
    ),
    "an __eq__ that compares itself": (
        "class A:\n    def __eq__(self, other):\n        return self == other\ny = A() == A()\n"
    ),
    "an __init__ that makes another": (
        "class A:\n    def __init__(self):\n        self.a = A()\ny = A()\n"
    ),
    "an __iter__ that iterates itself": (
        "class A:\n    def __iter__(self):\n        return iter(self)\ny = list(A())\n"
    ),
    "a __len__ and a __bool__ that ask themselves": _lines(
        "class A:",
        "    def __len__(self):",
        "        return len(self)",
        "    def __bool__(self):",
        "        return bool(self)",
        "x = 1 if A() else len(A())",
    ),
    "a decorator that decorates itself": _lines(
        "def d(f):",
        "    @d",
        "    def g():",
        "        pass",
        "    return g",
        "@d",
        "def h():",
        "    pass",
    ),
    "a catastrophic pattern": "import re\nx = re.match(r'(a+)+$', 'a' * 60 + 'b')\n",
    "a catastrophic pattern of alternatives": (
        "import re\nx = re.match(r'(a|a)*$', 'a' * 60 + 'b')\n"
    ),
    "a catastrophic pattern of alternatives, compiled": (
        "import re\np = re.compile(r'(?:a|aa)+$')\nx = p.sub('', 'a' * 80 + 'b')\n"
    ),
    "a catastrophic pattern of optional letters": (
        "import re\nn = 30\nx = re.match('a?' * n + 'a' * n, 'a' * n + 'b')\n"
        "y = re.match('(?:a?){40}a{40}$', 'a' * 39)\n"
    ),
    "a catastrophic pattern of neighbours": (
        "import re\nx = re.match(r'a*a*a*a*a*a*a*a*a*b', 'a' * 1500)\n"
    ),
    "a pattern with a huge repeat": "import re\nx = re.sub('(a{1000}){1000}', '', 'a')\n",
    "a length of a long range": "x = len(range(10**30))\ny = range(10**30)[5]\nz = 5 in range(10**30)\n",
    "a sum of a long range": "x = sum(range(1000))\n",
    "repeat without end": "import itertools\nx = itertools.repeat(1)\ny = list(zip(x, [1, 2]))\n",
    "a cycle": "import itertools\nx = itertools.cycle([1])\ny = [next(x) for i in range(3)]\n",
    "a dict as wide as its loop": "x = {i: {j: 1 for j in range(40)} for i in range(400)}\n",
    "a variable of a million": "x = 'a' * 1_000_000\ny = x.upper().split('a')\n",
    "text split and joined again": "x = 'a,' * 100_000\ny = ','.join(x.split(','))\n",
    "a date far away": "import datetime\nx = datetime.datetime.max + datetime.timedelta(1)\n",
    "a duration far too long": "import datetime\nx = datetime.timedelta(10**10) * 10**10\n",
    "a number far too large for a float": "x = 10.0**400\ny = float(10**400)\nz = int('9' * 5000)\n",
    "an undecodable escape": "x = b'\\xff'.decode()\ny = '\\ud800'.encode()\n",
    "a null byte in a string": "x = open('a\\0b')\nimport os\ny = os.path.join('a\\0', 'b')\n",
    "a deep tuple, made step by step": "x = ()\nfor i in range(1900):\n    x = (x,)\ny = f'{x}'\nhash(x)\nz = {x: 1}\n",
    "a deep list, made step by step": (
        "import copy\nx = []\nfor i in range(1900):\n    x = [x]\n"
        "y = f'{x}'\nz = copy.deepcopy(x)\na = x == z\nb = [*x]\n"
    ),
    "a deep dict, made step by step": "x = {}\nfor i in range(1900):\n    x = {1: x}\ny = str(x)\n",
    "a deep object, made step by step": _lines(
        "class A:",
        "    def __init__(self, inner):",
        "        self.inner = inner",
        "    def __str__(self):",
        "        return str(self.inner)",
        "x = 1",
        "for i in range(1900):",
        "    x = A(x)",
        "y = str(x)",
    ),
    "a long chain of tasks": _lines(
        "from airflow import DAG",
        "from airflow.operators.empty import EmptyOperator",
        "with DAG('d') as dag:",
        "    last = None",
        "    for i in range(1900):",
        "        task = EmptyOperator(task_id=f't{i}')",
        "        if last is not None:",
        "            last >> task",
        "        last = task",
    ),
    "a mesh of tasks": _lines(
        "from airflow import DAG",
        "from airflow.operators.empty import EmptyOperator",
        "with DAG('d') as dag:",
        "    a = [EmptyOperator(task_id=f'a{i}') for i in range(150)]",
        "    b = [EmptyOperator(task_id=f'b{i}') for i in range(150)]",
        "    for x in a:",
        "        x >> b",
    ),
    "groups nested 100 deep": _lines(
        "from airflow import DAG",
        "from airflow.operators.empty import EmptyOperator",
        "from airflow.utils.task_group import TaskGroup",
        "def nest(n):",
        "    with TaskGroup(f'g{n}') as g:",
        "        if n:",
        "            nest(n - 1)",
        "        EmptyOperator(task_id='t')",
        "    return g",
        "with DAG('d') as dag:",
        "    nest(35) >> EmptyOperator(task_id='end')",
    ),
}
"""Within the budgets, or cut short without a complaint that fails the file."""
