"""What a class inherits, and which of its methods are only declared."""

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
