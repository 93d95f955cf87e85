# ruff: noqa: E501  programs stand on lines of their own length
"""Small files of values without measure: one problem each, or a drawing, in little time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.trust.anyfile.bombs import SINKS, VALUES, fatal_problems

if TYPE_CHECKING:
    from pathlib import Path

MAX_SECONDS = 10
"""Of processor time; the slowest takes a tenth of it."""
MAX_BYTES = 1_500_000_000


SHARE = 20
"""One use in so many of each value, other ones of each; `python -m tests.trust.anyfile` tries all."""


@pytest.mark.parametrize("value", VALUES)
def test_a_value_without_measure_is_no_trouble_whatever_is_done_with_it(value, tmp_path):
    first = list(VALUES).index(value) * 7 % SHARE
    for sink in SINKS[first::SHARE]:
        started = time.process_time()
        fatal = fatal_problems(value, sink, tmp_path / "case.py")
        assert len(fatal) <= 1, (sink, fatal)
        assert all(problem.line for problem in fatal), (sink, fatal)
        assert time.process_time() - started < MAX_SECONDS, sink


GREEDY = {
    "an unknown text that doubles": "import os\nx = os.environ['X']\nfor i in range(100):\n    x = x + x\n",
    "long texts, many of them": "x = []\nfor i in range(2000):\n    x.append('x' * 900_000 + str(i))\n",
    "long lists, many of them": "x = []\nfor i in range(2000):\n    x.append([0] * 900_000)\n",
    "copies of a long list": "y = [0] * 900_000\nx = []\nfor i in range(2000):\n    x.append(y[:])\n",
    "tuples of many": "import itertools\nx = list(itertools.combinations(range(1000), 500))\n",
    "a product of many": "import itertools\nx = list(itertools.product('ab', repeat=10**9))\n",
    "an indented text": "import json\nx = json.dumps([[1]], indent=10**9)\n",
    "a wide format": "x = f'{1:{10**9}}'\n",
    "lists that grow by themselves": "x = [1]\nfor i in range(100):\n    x += x\n    x.extend(x)\n",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory so")
@pytest.mark.parametrize("name", GREEDY)
def test_a_file_that_asks_for_much_memory_is_refused_it(name, tmp_path):
    path = tmp_path / "case.py"
    path.write_text(GREEDY[name] + "print(x)\n", encoding="utf-8")
    assert _problems_within(MAX_BYTES, path)


def _problems_within(size: int, path: Path) -> str:
    """Return the problems of a file, read by a process with so many bytes of memory."""
    code = (
        "import pathlib, resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({size}, {size}))\n"
        "from tests.trust.anyfile.way import passed, reader\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "found = passed(reader(path.parent), path)\n"
        "print([p.message for p in found.problems if p.fatal and 'memory' not in p.message])\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip().strip("[]")
