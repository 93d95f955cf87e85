"""A file of more code than can be parsed in seconds is refused at once, with a line."""

from __future__ import annotations

import time

import pytest

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax import scan
from tests.trust.anyfile.way import passed, reader

MAX_SECONDS = 3
SIZE = 9_900_000

MUCH = {
    "functions": "def f(a, b=1):\n    return g(a + b * 2)\n\n",
    "numbers": "1, ",
    "comments": "# x\n",
    "lines": "\n",
    "texts": "'x'\n",
    "texts over lines": '"""\n\n"""\n',
    "texts without an end": "'x\n",
    "quotes": "'",
    "backslashes": "\\\n",
}
"""Parts of code, of which a file of nearly ten million bytes is made."""


@pytest.mark.parametrize("name", MUCH)
def test_a_file_of_much_code_is_refused_at_once(name, tmp_path):
    part = MUCH[name]
    (tmp_path / "case.py").write_text("# airflow DAG\n" + part * (SIZE // len(part)))
    started = time.process_time()
    (problem,) = passed(reader(tmp_path, named=False), tmp_path / "case.py").problems
    assert time.process_time() - started < MAX_SECONDS
    assert (problem.path, problem.fatal) == ("case.py", True)
    assert problem.line > 0
    assert problem.message.startswith("has over 300,000 names, texts, signs and lines and isn't")


def test_one_long_text_is_one_part():
    scan.check_amount("x.py", 'QUERY = """\n' + "select 1;\n" * 500_000 + '"""\n')


def test_a_dag_of_thousands_of_tasks_is_read():
    task = (
        "    t{0} = BashOperator(task_id='t{0}', bash_command='x', retries=1, pool='p', env=env)\n"
    )
    edge = "    t{} >> t{}\n"
    tasks = "".join(task.format(n) for n in range(5_000))
    edges = "".join(edge.format(n // 2, n) for n in range(1, 5_000))
    scan.check_amount("x.py", f"with DAG('d') as dag:\n{tasks}{edges}")


def test_what_is_too_much_says_where_it_is_past_the_limit():
    with pytest.raises(SourceError) as told:
        scan.check_amount("x.py", "x = 1\n" * scan.MAX_PARTS)
    assert told.value.line == scan.MAX_PARTS // 4 + 1
