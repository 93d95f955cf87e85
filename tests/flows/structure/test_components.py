"""Which classes and functions are components."""

from __future__ import annotations

import pytest

NO_COMPONENTS = {
    "an exception": "class LoadError(ValueError):\n    def __init__(self, x): ...\n",
    "an exception of the project's own": "class Wrong(Exception): ...\nclass Late(Wrong): ...\n",
    "an enumeration": "from enum import Enum\nclass Mode(Enum):\n    A = 1\n    def b(self): ...\n",
    "a typed dict": "from typing import TypedDict\nclass Row(TypedDict):\n    key: str\n",
    "a named tuple": "from typing import NamedTuple\nclass Row(NamedTuple):\n    key: str\n",
    "a dataclass": "from dataclasses import dataclass\n@dataclass\nclass Row:\n    key: str\n",
    "a dataclass that computes": (
        "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass Row:\n    key: str\n"
        "    @property\n    def name(self): return self.key\n    def __str__(self): return ''\n"
    ),
    "a model that checks itself": (
        "from pydantic import BaseModel, field_validator\nclass Row(BaseModel):\n    key: str\n"
        "    @field_validator('key')\n    def check(cls, value): return value\n"
    ),
    "a table of an ORM": (
        "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\n"
        "class Order(Base):\n    __tablename__ = 'orders'\n"
    ),
    "a class inside of a function": "def make():\n    class Inner:\n        def run(self): ...\n",
}


@pytest.mark.parametrize("case", NO_COMPONENTS)
def test_what_only_holds_data_is_no_component(tell, case):
    assert {
        n for n, c in tell({"main.py": NO_COMPONENTS[case]}).components.items() if c.is_class
    } == set()


COMPONENTS = {
    "a class that does something": "class Pipeline:\n    def run(self): ...\n",
    "a dataclass that does something": (
        "from dataclasses import dataclass\n@dataclass\nclass Pipeline:\n    key: str\n"
        "    def run(self): ...\n"
    ),
    "a class that is called": (
        "from dataclasses import dataclass\n@dataclass\nclass Pipeline:\n    key: str\n"
        "    def __call__(self): ...\n"
    ),
    "a class under a condition": (
        "try:\n    import fast\nexcept ImportError:\n    fast = None\nif fast:\n"
        "    class Pipeline:\n        def run(self): ...\nelse:\n"
        "    class Pipeline:\n        def run(self): ...\n"
    ),
    "a dataclass below a class that does something": (
        "from dataclasses import dataclass\nclass Base:\n    def run(self): ...\n"
        "@dataclass\nclass Pipeline(Base):\n    key: str\n"
    ),
}


@pytest.mark.parametrize("case", COMPONENTS)
def test_what_does_something_is_a_component(tell, case):
    component = tell({"main.py": COMPONENTS[case]}).components["Pipeline"]
    assert component.module == "main.py"
    assert component.place.mark >= 0


def test_all_that_a_file_loads_is_told_but_for_tests(tell):
    text = "class {}:\n    def run(self): ...\n"
    told = tell(
        {
            "main.py": "import a.b\nfrom a import c\nfrom tests.helper import H\n",
            "a/__init__.py": "from a.d import D\n",
            "a/b.py": text.format("B"),
            "a/c.py": text.format("C") + "from test_c import T\n",
            "a/d.py": text.format("D"),
            "tests/helper.py": text.format("H"),
            "test_c.py": text.format("T"),
        }
    )
    assert {name for name, each in told.components.items() if each.is_class} == {"B", "C", "D"}


def test_the_functions_of_a_file_are_one_component(tell):
    told = tell({"main.py": "def load(): ...\ndef extract(): ...\ndef _private(): ...\n"})
    assert told.components["main.py"].methods == ("extract", "load")
    assert told.components["main.py"].is_class is False


def test_the_order_in_which_files_are_read_changes_nothing(tell):
    files = {
        "main.py": "from a import A\nfrom b import B\nA(B())\n",
        "a.py": "class A:\n    def __init__(self, b: 'B'): self.b = b\n    def run(self): ...\n"
        "from b import B\n",
        "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import A\n"
        "class B:\n    def __init__(self, a: 'A' = None): self.a = a\n    def run(self): ...\n",
    }
    told = [tell(files, entry) for entry in ("main.py", "b.py", "a.py", "main.py")]
    assert told[1].links == told[2].links
    assert told[0] == told[3]
    assert set(told[1].links) <= set(told[0].links)
