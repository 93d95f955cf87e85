"""Which class has which others as parts, by what its own code says."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.flows.structure.parts import PARTS

CASES = {
    "a parameter with an annotation": (
        """
        class Pipeline:
            def __init__(self, loader: Loader):
                self.loader = loader
            def run(self): ...
        """,
        {"Pipeline loader Loader"},
    ),
    "an annotation as a string": (
        """
        class Pipeline:
            def __init__(self, loader: "Loader"):
                self.loader = loader
            def run(self): ...
        """,
        {"Pipeline loader Loader"},
    ),
    "an optional parameter": (
        """
        from typing import Optional
        class Pipeline:
            def __init__(self, loader: Optional[Loader] = None, cleaner: "Cleaner | None" = None):
                self.loader = loader
                self.cleaner = cleaner
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Pipeline cleaner Cleaner"},
    ),
    "one of two": (
        """
        from typing import Union
        class Pipeline:
            def __init__(self, loader: Union[Snowflake, "Postgres"]):
                self.loader = loader
            def run(self): ...
        """,
        {"Pipeline loader Snowflake", "Pipeline loader Postgres"},
    ),
    "a default that is made when nothing is given": (
        """
        class Pipeline:
            def __init__(self, loader: Loader = None, cleaner=None):
                self.loader = loader or Snowflake()
                if cleaner is None:
                    cleaner = Cleaner()
                self.cleaner = cleaner
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Pipeline loader Snowflake", "Pipeline cleaner Cleaner"},
    ),
    "made by the class itself": (
        """
        class Pipeline:
            def __init__(self):
                self.loader = Snowflake()
            def run(self): ...
        """,
        {"Pipeline loader Snowflake"},
    ),
    "made by a factory that chooses": (
        """
        class Pipeline:
            def __init__(self, name):
                self.loader = make_loader(name)
                self.cleaner = make_cleaner()
            def run(self): ...
        """,
        {"Pipeline loader Snowflake", "Pipeline loader Postgres", "Pipeline cleaner Cleaner"},
    ),
    "made by a factory whose argument is known": (
        """
        class Pipeline:
            def __init__(self):
                self.loader = make_loader("snowflake")
            def run(self): ...
        """,
        {"Pipeline loader Snowflake"},
    ),
    "made by a factory that only promises": (
        """
        class Pipeline:
            def __init__(self, name):
                self.loader = find_loader(name)
            def run(self): ...
        """,
        {"Pipeline loader Loader"},
    ),
    "made by a factory's method": (
        """
        class Factory:
            def loader(self) -> Loader:
                return registry["loader"]
            @staticmethod
            def cleaner():
                return Cleaner()
        class Pipeline:
            def __init__(self, factory: Factory):
                self.loader = factory.loader()
                self.cleaner = Factory.cleaner()
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Pipeline cleaner Cleaner"},
    ),
    "taken from a table of classes": (
        """
        class Pipeline:
            def __init__(self, name):
                self.loader = LOADERS[name]()
            def run(self): ...
        """,
        {"Pipeline loader Snowflake", "Pipeline loader Postgres"},
    ),
    "a class that is given": (
        """
        class Pipeline:
            def __init__(self, kind: type[Loader]):
                self.loader = kind()
            def run(self): ...
        """,
        {"Pipeline loader Loader"},
    ),
    "a class attribute names the class": (
        """
        class Base:
            loader_class = None
            def __init__(self):
                self.loader = self.loader_class()
            def run(self): ...
        class Pipeline(Base):
            loader_class = Snowflake
        """,
        {"Pipeline loader Snowflake"},
    ),
    "a class attribute is the object": (
        """
        class Pipeline:
            loader = Snowflake()
            def run(self): ...
        """,
        {"Pipeline loader Snowflake"},
    ),
    "several in a list": (
        """
        class Step:
            def run(self): ...
        class First(Step): ...
        class Second(Step): ...
        class Pipeline:
            def __init__(self, sinks: list[Loader]):
                self.steps: list[Step] = [First(), Second()]
                self.sinks = list(sinks)
            def run(self): ...
        """,
        {"Pipeline steps First", "Pipeline steps Second", "Pipeline sinks Loader"},
    ),
    "several in a list that grows": (
        """
        class Pipeline:
            def __init__(self):
                self.steps: "list[Loader]" = []
                self.steps.append(Snowflake())
                self.by_name = {"clean": Cleaner()}
            def run(self): ...
        """,
        {"Pipeline steps Snowflake", "Pipeline by_name Cleaner"},
    ),
    "annotated where it is set": (
        """
        class Pipeline:
            def __init__(self):
                self.loader: Loader = connect()
                self.cleaners: dict[str, Cleaner] = {}
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Pipeline cleaners Cleaner"},
    ),
    "the fields of a dataclass": (
        """
        from dataclasses import dataclass, field
        @dataclass
        class Pipeline:
            loader: Loader
            cleaner: "Cleaner" = field(default_factory=Cleaner)
            others: list[Postgres] = field(default_factory=list)
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Pipeline cleaner Cleaner", "Pipeline others Postgres"},
    ),
    "the fields of an attrs class and of a pydantic model": (
        """
        import attrs
        from pydantic import BaseModel
        @attrs.define
        class Pipeline:
            loader: Loader
            def run(self): ...
        class Model(BaseModel):
            cleaner: Cleaner
            def run(self): ...
        """,
        {"Pipeline loader Loader", "Model cleaner Cleaner"},
    ),
    "a record that holds a part is a part itself": (
        """
        from dataclasses import dataclass
        @dataclass
        class Context:
            loader: Loader
        class Pipeline:
            def __init__(self, context: Context):
                self.context = context
                self.loader = context.loader
            def run(self): ...
        """,
        {"Context loader Loader", "Pipeline context Context", "Pipeline loader Loader"},
    ),
    "set by another method": (
        """
        class Pipeline:
            def connect(self):
                self.loader = Snowflake()
        """,
        {"Pipeline loader Snowflake"},
    ),
    "an exception before doesn't hide what is made after it": (
        """
        class Pipeline:
            def __init__(self, loader):
                self.loader = loader
            def run(self): ...
        def main(day=None):
            if day is None:
                raise ValueError("no day")
            None.missing()
            return Pipeline(Snowflake())
        """,
        {"Pipeline loader Snowflake"},
    ),
    "objects that hold each other": (
        """
        class Parent:
            def __init__(self, child: "Child"):
                self.child = child
            def run(self): ...
        class Child:
            def __init__(self, parent: Parent):
                self.parent = parent
            def run(self): ...
        """,
        {"Parent child Child", "Child parent Parent"},
    ),
    "what isn't a component isn't held": (
        """
        import logging, enum
        from pathlib import Path
        from dataclasses import dataclass
        class Mode(enum.Enum):
            APPEND = "append"
        @dataclass
        class Row:
            key: str
        class Pipeline:
            def __init__(self, path: Path, mode: Mode, row: Row):
                self.log = logging.getLogger(__name__)
                self.path, self.mode, self.row = path, mode, row
                self.count = 0
            def run(self): ...
        """,
        set(),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_class_holds(tell, case):
    text, expected = CASES[case]
    told = tell({"main.py": PARTS + dedent(text)})
    assert told.lines("holds") == expected
