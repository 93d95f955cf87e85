"""Names that are imported for type checkers only."""

from __future__ import annotations

import pytest


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


FACTORY = {
    "main.py": """
from typing import TYPE_CHECKING
import typing
if TYPE_CHECKING:
    from factories import Factory
    import factories as f
    from pkg import passed
    from .gone import Gone
if typing.TYPE_CHECKING:
    import pkg.inner
class Pipeline:
    def __init__(self, factory: "Factory", other: "f.Other", gone: "Gone | None"):
        self.loader = factory.loader()
        self.cleaner = factory.cleaner
        self.other = other
        self.gone = gone
    def run(self): ...
class Second:
    def __init__(self, inner: "pkg.inner.Inner", handed: "passed.Inner"):
        self.inner = inner
        self.handed = handed
    def run(self): ...
""",
    "factories.py": """
from parts import Cleaner, Loader
class Factory:
    def __init__(self):
        self.cleaner = Cleaner()
    def loader(self) -> Loader: ...
class Other:
    def run(self): ...
""",
    "parts.py": "class Loader:\n    def f(self): ...\nclass Cleaner:\n    def f(self): ...\n",
    "pkg/__init__.py": "",
    "pkg/inner.py": "class Inner:\n    def run(self): ...\n",
    "pkg/passed.py": "from pkg.inner import Inner\n",
}
EXPECTED = {
    "Pipeline loader Loader",
    "Pipeline cleaner Cleaner",
    "Pipeline other Other",
    "Pipeline gone Gone?",
    "Second inner Inner",
    "Second handed Inner",
}


@pytest.mark.parametrize("elsewhere", [(), tuple(set(FACTORY) - {"main.py"})])
def test_what_only_type_checkers_import_is_found_without_and_with_reading_it(tell, elsewhere):
    told = tell(FACTORY, elsewhere=elsewhere)
    own = {line for line in told.lines("holds") if line.startswith(("Pipeline", "Second"))}
    assert own == EXPECTED


def test_what_is_only_named_in_an_annotation_is_not_evaluated(tell):
    text = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from endless import Loader
class Pipeline:
    def __init__(self, loader: "Loader"):
        self.loader = loader
    def run(self): ...
"""
    files = {"main.py": text, "endless.py": "class Loader:\n    def load(self): ...\n"}
    told = tell(files, elsewhere={"endless.py"})
    assert told.lines("holds") == {"Pipeline loader Loader"}
    assert told.dependencies == {"endless.py"}
