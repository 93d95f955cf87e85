"""The files of a project as a search for lines sees them, each read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.locating.binding import names_of
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue
from pytest_etl_diagram.sources.observing import FILE
from pytest_etl_diagram.sources.text import read_code
from pytest_etl_diagram.syntax import positions

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.locating.names import Names
    from pytest_etl_diagram.evaluate.modules import Modules
    from pytest_etl_diagram.syntax import Positions


class Text:
    """A Python file with its lines and its names."""

    def __init__(self, path: str, found: Positions) -> None:
        """Take the file's path relative to the root folder, and its tree with lines."""
        self.path = path
        self.positions = found

    @cached_property
    def names(self) -> Names:
        """What happens to the names of the file: only the search for a setting asks for it."""
        return names_of(self.positions.module)


class Code:
    """The Python files of a project, found as its imports find them."""

    def __init__(self, modules: Modules) -> None:
        """Take how modules are found; nothing is read yet."""
        self._modules = modules
        self._texts: dict[str, Text | None] = {}

    def text(self, path: str) -> Text | None:
        """Return a file by its path relative to the root folder, None where it can't be read."""
        self._modules.disk.note(FILE, path)
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def imported(self, importer: str, module: str, level: int) -> Text | None:
        """Return the file that an import in the file `importer` means, None for a library."""
        dotted = module
        if level:
            dotted = self._modules.absolute(ModuleValue("", importer, Dict()), level, module)
        path = self._modules.locate(dotted, importer) if dotted else None
        return None if path is None or path.endswith("/") else self.text(path)

    def _read(self, path: str) -> Text | None:
        try:
            return Text(path, positions(path, read_code(self._modules.disk, path)))
        except (SourceError, RecursionError):
            return None
