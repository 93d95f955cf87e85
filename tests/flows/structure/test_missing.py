"""Classes that nobody has are kept; those of known libraries are no parts."""

from __future__ import annotations

from textwrap import dedent

import pytest

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
