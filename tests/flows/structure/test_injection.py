"""Which parts a class is given where its objects are made."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.flows.structure.parts import PARTS

CASES = {
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
}


@pytest.mark.parametrize("case", CASES)
def test_a_class_is_given(tell, case):
    text, expected = CASES[case]
    told = tell({"main.py": PARTS + dedent(text)})
    assert told.lines("holds") == expected


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
