"""Which functions and methods of a module are pipelines with drawings of their own."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pytest_etl_diagram.flows.options import FlowOptions
from pytest_etl_diagram.flows.reading import read_flows
from tests.reading import Files

COMMON = """
from sdk import Source, Target
source, target = Source(), Target()
def copy_table(name):
    target.load(source.fetch(name))
"""

MODULES = {
    "a function called after what it is, that reads and writes": (
        """
        def main():
            target.load(source.fetch("a"))
        """,
        ["main"],
    ),
    "a function of any name that the __main__ block calls": (
        """
        def nightly_copy():
            target.load(source.fetch("a"))
        if __name__ == "__main__":
            nightly_copy()
        """,
        ["nightly_copy"],
    ),
    "also in an argument there": (
        """
        import asyncio
        async def nightly_copy():
            target.load(await source.fetch("a"))
        if __name__ == "__main__":
            asyncio.run(nightly_copy())
        """,
        ["nightly_copy"],
    ),
    "a __main__ block that does the work itself": (
        """
        if __name__ == "__main__":
            rows = source.fetch("a")
            target.load(rows)
        """,
        ["__main__"],
    ),
    "no function that only reads": (
        """
        def main():
            print(source.fetch("a"))
        """,
        [],
    ),
    "no helper that an entry point calls": (
        """
        def process(name):
            copy_table(name)
        def main():
            for name in ("a", "b"):
                process(name)
        """,
        ["main"],
    ),
    "no main that only starts another pipeline": (
        """
        class Sales:
            def run(self):
                target.load(source.fetch("a"))
        def main():
            Sales().run()
        if __name__ == "__main__":
            main()
        """,
        ["Sales.run"],
    ),
    "every class that inherits a run, and not the abstract one": (
        """
        from abc import ABC, abstractmethod
        class Base(ABC):
            def run(self):
                target.load(self.extract())
            @abstractmethod
            def extract(self): ...
        class Sales(Base):
            def extract(self):
                return source.fetch("sales")
        class Orders(Base):
            def extract(self):
                return source.fetch("orders")
        """,
        ["Orders.run", "Sales.run"],
    ),
    "a command, by the name that is given or by its own": (
        """
        import click
        @click.command("copy-it")
        def copy_one():
            target.load(source.fetch("a"))
        @click.command()
        def copy_two():
            target.load(source.fetch("b"))
        """,
        ["copy_one command=copy-it", "copy_two command=copy-two"],
    ),
    "a function that a cloud starts reads the event's records": (
        """
        def handler(event, context):
            for record in event["Records"]:
                target.load(record["body"])
        """,
        ["handler"],
    ),
    "but not one of whose event nothing is known": (
        """
        def handler(event, context):
            target.load(event["name"])
        """,
        [],
    ),
    "what a DAG's tasks call, if it is more than one step": (
        """
        from airflow import DAG
        from airflow.operators.python import PythonOperator
        def extract_it():
            rows = source.fetch("a")
            target.store(rows)
        def nothing():
            return 1
        with DAG("sales"):
            PythonOperator(task_id="extract", python_callable=extract_it)
            PythonOperator(task_id="nothing", python_callable=nothing)
        """,
        ["extract_it dag=sales task=extract"],
    ),
}


def flows_of(tmp_path, program, **options):
    it, module = Files(tmp_path).evaluate(COMMON + dedent(program), "etl/job.py")
    flows, _ = read_flows(it, module, (), FlowOptions(**options))
    return flows


def labels(flows):
    return [" ".join([f.name, *(f"{name}={value}" for name, value in f.trigger)]) for f in flows]


@pytest.mark.parametrize("title", MODULES)
def test_pipelines_of_a_module(title, tmp_path):
    program, expected = MODULES[title]
    assert labels(flows_of(tmp_path, program)) == expected


def test_a_named_entry_point_is_drawn_whatever_it_does(tmp_path):
    program = "class A:\n    def go(self):\n        source.fetch('a')\n"
    assert labels(flows_of(tmp_path, program, named=("A.go", "copy_table"))) == [
        "A.go",
        "copy_table",
    ]


def test_a_console_script_is_a_command(tmp_path):
    flows = flows_of(tmp_path, "", commands=(("copy", "copy_table"),))
    assert labels(flows) == ["copy_table command=copy"]


def test_without_conventions_names_say_nothing(tmp_path):
    program = "def main():\n    copy_table('a')\n"
    assert labels(flows_of(tmp_path, program, by_convention=False)) == []
