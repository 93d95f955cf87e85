"""Files that hold nothing but functions: loading them has shown all that there is to see."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.values import FunctionValue
from pytest_etl_diagram.flows.structure.definitions import top_level
from pytest_etl_diagram.flows.structure.imports import modules_of
from pytest_etl_diagram.flows.structure.libraries import known_library
from pytest_etl_diagram.flows.structure.settings import SUFFIXES
from pytest_etl_diagram.flows.structure.using import code_of, names_in
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.flows.structure.probe import Probe

_WORDS = (
    # what makes classes, and names of modules and variables while it runs
    "class ", "namedtuple", "NamedTuple", "make_dataclass", "create_model", "new_class", "Enum",
    *(f"{before}type(" for before in " \n([{=,:"),
    "import_module", "__import__", "iter_modules", "globals(", "setattr(", "global ",
    # what reads files, and lists folders
    "open(", "read_text", "read_bytes", "onfigParser", "glob", "listdir", "scandir", "walk(",
    "iterdir", "FileSystemLoader", "get_template", "gusty", "dagfactory", "dag_factory",
    # the names of files of settings, and the ends that they are put together of
    *(f"{suffix[1:]}{quote}" for suffix in SUFFIXES for quote in "'\""),
)  # fmt: skip
"""Of these, a text of bare functions has none, not even in a comment: the quickest of looks."""


def holds_functions_only(it: Interpreter, probe: Probe) -> bool:
    """Tell whether calling what `it` has loaded would show nothing that isn't seen already.

    That is so where no class and no file of data has a part in it, everything that is imported
    is loaded or known to be a library's, and no function can be put where it is found by others.
    """
    read = (path for path in it.dependencies if not path.endswith(".py"))
    named = (v for v in it.variables.values() if isinstance(v, str) and v.endswith(SUFFIXES))
    if it.classes or any(read) or any(named):
        return False
    return all(_is_bare(it, probe, m) for m in it.loaded.values() if m.path.endswith(".py"))


def _is_bare(it: Interpreter, probe: Probe, module: ModuleValue) -> bool:
    try:
        parsed = it.modules.parse(module.path)
    except SourceError:
        return False
    return (
        _speaks_of_functions_only(parsed.text)
        and all(_is_settled(it, module, node) for node in probe.imports.read(probe, module))
        and not any(map(_is_register, _variables_of_functions(module, parsed.body)))
    )


@lru_cache(maxsize=256)
def _speaks_of_functions_only(text: str) -> bool:
    return bool(text) and not any(word in text for word in _WORDS)


def _is_settled(it: Interpreter, module: ModuleValue, node: tree.Import | tree.ImportFrom) -> bool:
    """Tell whether what is imported is loaded, as far as it is the project's, or a library's."""
    for dotted in modules_of(it, module, node):
        path = it.modules.locate(dotted, module.path, tuple(it.search_path))
        if not (known_library(dotted) if path is None else path in it.loaded):
            return False
    return True


def _variables_of_functions(module: ModuleValue, body: tree.Block) -> Iterator[object]:
    """Yield what the variables of a module hold that its functions read."""
    functions = (node for node in top_level(body) if isinstance(node, tree.Function))
    for names in (names_in(code_of(function)) for function in functions):
        for node in names.read:
            if isinstance(node, tree.Name) and node.id not in names.bound:
                yield module.variables.get(node.id)


def _is_register(value: object) -> bool:
    """Tell whether functions are kept in a collection, or could be: it is empty."""
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, (dict, list)) or not isinstance(items, Collection):
        return False
    return not items or any(isinstance(item, FunctionValue) for item in items)
