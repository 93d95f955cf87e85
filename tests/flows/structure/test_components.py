"""Which classes are components, what they inherit, and what is missing."""

from __future__ import annotations

from textwrap import dedent

import pytest

BASES = {
    "a class of the project": (
        """
        class Base:
            def run(self): ...
        class Pipeline(Base): ...
        """,
        {"Pipeline Base"},
    ),
    "through several classes, each to its own bases": (
        """
        from typing import Generic, TypeVar
        T = TypeVar("T")
        class Reader(Generic[T]):
            def read(self): ...
        class Closing:
            def close(self): ...
        class File(Reader[str], Closing): ...
        class Csv(File): ...
        """,
        {"File Reader", "File Closing", "Csv File"},
    ),
    "a base of a library isn't drawn": (
        """
        import abc, threading
        from typing import Protocol
        from pydantic import BaseModel
        class Loader(Protocol):
            def load(self): ...
        class Worker(abc.ABC, threading.Thread, object):
            def run(self): ...
        class Model(BaseModel):
            def run(self): ...
        class Wrong(Exception): ...
        """,
        set(),
    ),
    "a base that nobody has": (
        """
        import acme.sdk as sdk
        from warehouse_sdk import SnowLoader
        class Pipeline(sdk.BasePipeline):
            def run(self): ...
        class Loader(SnowLoader):
            def load(self): ...
        class Typed(SnowLoader[str]):
            def load(self): ...
        """,
        {"Pipeline BasePipeline?", "Loader SnowLoader?", "Typed SnowLoader?"},
    ),
    "a base that its module lacks": (
        """
        from common.base import BaseLoader
        from .missing import BaseReader
        class Loader(BaseLoader):
            def load(self): ...
        class Reader(BaseReader):
            def read(self): ...
        """,
        {"Loader BaseLoader?", "Reader BaseReader?"},
    ),
}


@pytest.mark.parametrize("case", BASES)
def test_a_class_implements(tell, case):
    text, expected = BASES[case]
    told = tell(
        {"main.py": dedent(text), "common/base.py": "class Other:\n    def run(self): ...\n"}
    )
    assert told.lines("implements") == expected


ABSTRACT = {
    "decorated": (
        """
        import abc
        from abc import abstractmethod
        class Loader(abc.ABC):
            @abstractmethod
            def load(self, rows): ...
            @property
            @abc.abstractmethod
            def name(self): ...
            def close(self): ...
        """,
        ("load", "name"),
    ),
    "raising NotImplementedError": (
        """
        class Loader:
            def load(self, rows):
                \"\"\"Load.\"\"\"
                raise NotImplementedError
            def read(self, rows):
                raise NotImplementedError("later")
            def check(self, rows):
                if rows is None:
                    raise NotImplementedError
        """,
        ("load", "read"),
    ),
    "of a protocol": (
        """
        from typing import Protocol
        class Loader(Protocol):
            def load(self, rows): ...
            def close(self) -> None:
                \"\"\"Close.\"\"\"
            def twice(self, rows):
                self.load(rows)
                self.load(rows)
        """,
        ("close", "load"),
    ),
    "nothing": (
        """
        class Loader:
            def load(self, rows): ...
        """,
        (),
    ),
}


@pytest.mark.parametrize("case", ABSTRACT)
def test_methods_that_are_only_declared(tell, case):
    text, expected = ABSTRACT[case]
    assert tell({"main.py": dedent(text)}).components["Loader"].abstract == expected


def test_a_class_that_fills_in_what_is_abstract_is_no_interface(tell):
    told = tell(
        {
            "main.py": dedent("""
                from typing import Protocol
                class Loader(Protocol):
                    def load(self, rows): ...
                class Snowflake(Loader):
                    def load(self, rows): ...
            """)
        }
    )
    assert told.components["Snowflake"].abstract == ()
    assert told.components["Snowflake"].bases == ("Loader",)
    assert told.components["Snowflake"].methods == ("load",)


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


MISSING = {
    "a parameter": """
        from warehouse_sdk import SnowLoader
        class Pipeline:
            def __init__(self, loader: SnowLoader):
                self.loader = loader
            def run(self): ...
    """,
    "made by the class": """
        import warehouse_sdk
        class Pipeline:
            def __init__(self):
                self.loader = warehouse_sdk.SnowLoader()
            def run(self): ...
    """,
    "made by a class method": """
        from warehouse_sdk import SnowLoader
        class Pipeline:
            def __init__(self, loader: "SnowLoader | None" = None):
                self.loader = loader or SnowLoader()
            def run(self): ...
    """,
    "given where the object is made": """
        from warehouse_sdk.loaders import SnowLoader
        class Pipeline:
            def __init__(self, loader):
                self.loader = loader
            def run(self): ...
        Pipeline(SnowLoader(user="me"))
    """,
    "relative": """
        from .warehouse import SnowLoader
        class Pipeline:
            def __init__(self):
                self.loader = SnowLoader()
            def run(self): ...
    """,
    "imported for type checkers only": """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from warehouse_sdk import SnowLoader
        class Pipeline:
            def __init__(self, loader: "SnowLoader"):
                self.loader = loader
            def run(self): ...
    """,
}


@pytest.mark.parametrize("case", MISSING)
def test_a_class_that_nobody_has_is_kept(tell, case):
    told = tell({"main.py": dedent(MISSING[case])})
    assert told.lines("holds") == {"Pipeline loader SnowLoader?"}


def test_a_folder_of_the_project_may_be_called_like_a_library(tell):
    text = """
        from schema.orders import OrderCheck
        class Pipeline:
            def __init__(self):
                self.check = OrderCheck()
            def run(self): ...
    """
    told = tell({"main.py": dedent(text), "schema/other.py": ""})
    assert told.lines("holds") == {"Pipeline check OrderCheck?"}


KNOWN = """
import datetime
import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from confluent_kafka import Consumer
from airflow.hooks.base import BaseHook
class Pipeline:
    def __init__(self, engine: Engine, consumer: Consumer, frame: pd.DataFrame):
        self.engine, self.consumer, self.frame = engine, consumer, frame
        self.hook = BaseHook()
        self.now = datetime.datetime(2024, 1, 1)
    def run(self):
        return Consumer({}), pd.DataFrame(), undefined.Thing(), self.engine.Session()
"""


def test_classes_of_known_libraries_are_no_missing_parts(tell):
    assert tell({"main.py": KNOWN}).links == ()


USES = {
    "made and called in a method": (
        """
        class Cleaner:
            def clean(self, rows): ...
        class Pipeline:
            def run(self):
                return Cleaner().clean([])
        """,
        {"Pipeline Cleaner"},
    ),
    "a class of a module that is imported": (
        """
        import helpers
        class Pipeline:
            def run(self):
                return helpers.Cleaner.create(), helpers.shout("x")
        """,
        {"Pipeline Cleaner", "Pipeline shout"},
    ),
    "a missing class, by its module or one of its methods": (
        """
        import warehouse_sdk
        from warehouse_sdk import Other
        class Pipeline:
            def run(self):
                return warehouse_sdk.SnowLoader.create(), Other, warehouse_sdk.connect()
        """,
        {"Pipeline SnowLoader?", "Pipeline Other?"},
    ),
    "a function that is handed over": (
        """
        from helpers import shout
        class Pipeline:
            def run(self, pool, rows):
                return pool.map(shout, rows)
        """,
        {"Pipeline shout"},
    ),
    "a decorator": (
        """
        from helpers import retry
        class Pipeline:
            @retry(times=3)
            def run(self): ...
        """,
        {"Pipeline retry"},
    ),
    "an object of the module, and a table of classes": (
        """
        from helpers import Cleaner
        cleaner = Cleaner()
        class Other:
            def run(self): ...
        KINDS = {"other": Other}
        class Pipeline:
            def run(self, name):
                cleaner.clean()
                return KINDS[name]
        """,
        {"Pipeline Cleaner", "Pipeline Other"},
    ),
    "by functions, and by what a file does as a script": (
        """
        from helpers import Cleaner
        def main():
            return Cleaner()
        main()
        """,
        {"main Cleaner", "main"},
    ),
    "a local variable of the same name is no use, nor are annotations": (
        """
        from helpers import Cleaner, shout
        class Pipeline:
            def run(self, Cleaner, rows: Cleaner) -> Cleaner:
                shout = rows
                other: Cleaner = None
                return Cleaner(shout)
        """,
        set(),
    ),
    "exceptions are no parts": (
        """
        from warehouse_sdk import SnowError
        from helpers import Wrong
        class Pipeline:
            def run(self):
                try:
                    raise Wrong("x")
                except SnowError:
                    raise SnowError("y")
        """,
        set(),
    ),
}
HELPERS = """
class Wrong(Exception): ...
class Cleaner:
    def clean(self): ...
    @classmethod
    def create(cls): ...
def shout(text): ...
def retry(times): ...
"""


@pytest.mark.parametrize("case", USES)
def test_a_component_uses(tell, case):
    text, expected = USES[case]
    assert tell({"main.py": dedent(text), "helpers.py": HELPERS}).lines("uses") == expected


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
