"""Which class has which others as parts, however they come to it."""

from __future__ import annotations

from textwrap import dedent

import pytest

PARTS = """
from abc import ABC, abstractmethod


class Loader(ABC):
    @abstractmethod
    def load(self, rows): ...


class Snowflake(Loader):
    def __init__(self, database=None):
        self.database = database

    def load(self, rows):
        return rows


class Postgres(Loader):
    def load(self, rows):
        return rows


class Cleaner:
    def clean(self, rows):
        return rows


def make_loader(name):
    if name == "snowflake":
        return Snowflake()
    return Postgres()


def find_loader(name) -> Loader:
    return registry.find(name)


def make_cleaner():
    return Cleaner()


LOADERS = {"snowflake": Snowflake, "postgres": Postgres}
"""

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
    "given where the object is made, by the module": (
        """
        class Pipeline:
            def __init__(self, loader: Loader, cleaner):
                self.loader = loader
                self.cleaner = cleaner
            def run(self): ...
        pipeline = Pipeline(Snowflake(), cleaner=Cleaner())
        """,
        {"Pipeline loader Loader", "Pipeline loader Snowflake", "Pipeline cleaner Cleaner"},
    ),
    "given where the object is made, by a function": (
        """
        class Pipeline:
            def __init__(self, loader: Loader):
                self.loader = loader
            def run(self): ...
        def build(settings):
            loader = Snowflake(settings["url"])
            return Pipeline(loader)
        """,
        {"Pipeline loader Loader", "Pipeline loader Snowflake"},
    ),
    "given where the object is made, by the script": (
        """
        class Pipeline:
            def __init__(self, loader: Loader):
                self.loader = loader
            def run(self): ...
        if __name__ == "__main__":
            Pipeline(Postgres()).run()
        """,
        {"Pipeline loader Loader", "Pipeline loader Postgres"},
    ),
    "given inside of contexts": (
        """
        from contextlib import ExitStack, closing, contextmanager
        class Pipeline:
            def __init__(self, loader, cleaner):
                self.loader = loader
                self.cleaner = cleaner
            def run(self): ...
        @contextmanager
        def opened():
            yield Snowflake()
        def main():
            with opened() as loader, closing(Cleaner()) as cleaner:
                Pipeline(loader, cleaner).run()
        def other():
            with ExitStack() as stack:
                Pipeline(stack.enter_context(closing(Postgres())), None)
        """,
        {"Pipeline loader Snowflake", "Pipeline loader Postgres", "Pipeline cleaner Cleaner"},
    ),
    "given by a setter from outside": (
        """
        class Pipeline:
            loader = None
            def run(self): ...
        def main():
            pipeline = Pipeline()
            pipeline.loader = Snowflake()
            return pipeline
        """,
        {"Pipeline loader Snowflake"},
    ),
    "what a base holds isn't said again of its subclasses": (
        """
        class Base:
            def __init__(self, loader: Loader):
                self.loader = loader
            def run(self): ...
        class Pipeline(Base):
            def __init__(self, *args, cleaner: Cleaner, **kwargs):
                super().__init__(*args, **kwargs)
                self.cleaner = cleaner
        class Other(Base): ...
        def main():
            return Other(Snowflake())
        """,
        {"Base loader Loader", "Pipeline cleaner Cleaner", "Other loader Snowflake"},
    ),
    "of classes of which one is chosen nobody knows what each is given": (
        """
        class Base:
            def __init__(self, loader: Loader):
                self.loader = loader
            def run(self): ...
        class Daily(Base): ...
        class Hourly(Base): ...
        def main(name):
            kinds = {"daily": Daily, "hourly": Hourly}
            return kinds[name](Snowflake())
        """,
        {"Base loader Loader"},
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


def test_names_that_are_imported_for_type_checkers_only(tell):
    told = tell(
        {
            "main.py": """
from __future__ import annotations
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from loaders.base import Loader
class Pipeline:
    def __init__(self, loader: Loader) -> None:
        self.loader = loader
    def run(self): ...
""",
            "loaders/base.py": """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from main import Pipeline
class Loader:
    def __init__(self, owner: "Pipeline"):
        self.owner = owner
    def load(self): ...
""",
        }
    )
    assert told.lines("holds") == {"Pipeline loader Loader", "Loader owner Pipeline"}
    assert "loaders/base.py" in told.dependencies


def test_names_that_are_imported_inside_of_functions(tell):
    told = tell(
        {
            "main.py": """
class Pipeline:
    def __init__(self, loader):
        self.loader = loader
    def run(self): ...
def main(settings):
    match settings["type"]:
        case "snowflake":
            from loaders import Snowflake
            return Pipeline(Snowflake())
        case _:
            from loaders import Postgres
            return Pipeline(Postgres())
""",
            "loaders.py": "class Snowflake:\n def load(self): ...\n"
            "class Postgres:\n def load(self): ...\n",
        }
    )
    assert told.lines("holds") == {"Pipeline loader Snowflake", "Pipeline loader Postgres"}
    assert told.lines("uses") >= {"main Snowflake", "main Postgres", "main Pipeline"}


def test_settings_in_a_file_decide_what_is_made(tell):
    told = tell(
        {
            "main.py": PARTS
            + dedent("""
                import yaml
                from pathlib import Path
                class Pipeline:
                    def __init__(self, settings):
                        self.loader = make_loader(settings["target"]["type"])
                    def run(self): ...
                def main():
                    text = (Path(__file__).parent / "config.yaml").read_text()
                    return Pipeline(yaml.safe_load(text))
            """),
            "config.yaml": "target: {type: snowflake}\n",
        }
    )
    assert "Pipeline loader Snowflake" in told.lines("holds")
