"""What classes and functions refer to in their bodies."""

from __future__ import annotations

from textwrap import dedent

import pytest

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
