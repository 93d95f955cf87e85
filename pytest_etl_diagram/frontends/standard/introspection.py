"""`importlib`, `inspect`, `pkgutil` and `typing`: modules by name, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.imports import load
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    External,
    FunctionValue,
    Instance,
    List,
    ModuleValue,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _import_module(it: Interpreter, args: Args) -> object:
    """`importlib.import_module("package.module")`, `import_module(".module", "package")`."""
    name, package = args.get(0, "name"), args.get(1, "package")
    if not isinstance(name, str):
        return Unknown("{import " + it.text_of(name).strip("{}") + "}")
    dotted = f"{package}.{name.lstrip('.')}" if name.startswith(".") else name
    return load(it, dotted, it.path)


def _import_string(it: Interpreter, args: Args) -> object:
    """`import_string("package.module.name")`."""
    dotted = args.get(0, "dotted_path")
    if not isinstance(dotted, str):
        return Unknown("{import " + it.text_of(dotted).strip("{}") + "}")
    package, _, leaf = dotted.rpartition(".")
    return it.attribute(load(it, package, it.path), leaf) if package else External(leaf)


def _path_of(value: object) -> str:
    if isinstance(value, Instance):
        value = value.cls
    return value.path if isinstance(value, (ClassValue, FunctionValue, ModuleValue)) else ""


def _module_of(it: Interpreter, args: Args) -> object:
    """`inspect.getmodule(thing)`."""
    found = it.loaded.get(_path_of(args.get(0, "object")))
    return Unknown("{inspect.getmodule()}") if found is None else found


def _file_of(it: Interpreter, args: Args) -> object:
    """`inspect.getfile(thing)`."""
    found = it.loaded.get(_path_of(args.get(0, "object")))
    return Unknown("{inspect.getfile()}") if found is None else found.variables.get("__file__")


def _members(it: Interpreter, args: Args) -> object:
    """`inspect.getmembers(module, inspect.isclass)`: by name, as Python sorts them."""
    thing, predicate = args.get(0, "object"), args.get(1, "predicate")
    if isinstance(thing, ModuleValue):
        members = dict(thing.variables)
    elif isinstance(thing, ClassValue):
        members = dict(thing.namespace)
    else:
        return Unknown("{inspect.getmembers()}")
    kept = List()
    for name in sorted(members):
        fits = True if predicate is None else it.truth(it.call(predicate, Args([members[name]])))
        if fits is not False:
            kept.append((name, members[name]))
            kept.maybe = kept.maybe or fits is None
    return kept


class LoadedModules(Value):
    """`sys.modules`: those of the project that are loaded, and libraries by their name."""

    text = "{sys.modules}"

    def item(self, it: Interpreter, index: object) -> object:
        """Return the module of a name."""
        if not isinstance(index, str):
            return super().item(it, index)
        loaded = (m for m in it.loaded.values() if m.name == index)
        return next(loaded, None) or External(index)

    def attribute(self, it: Interpreter, name: str) -> object:
        """`sys.modules.get(name)`."""
        if name == "get":
            return Native(name, lambda it, args: self.item(it, args.get(0, "key")))
        return super().attribute(it, name)


class Literal(Value):
    """`typing.Literal`, and with its values `Literal["a", "b"]`."""

    text = "{typing.Literal}"

    def __init__(self, values: tuple[object, ...] = ()) -> None:
        """Take the values."""
        self.values = values

    def item(self, it: Interpreter, index: object) -> object:
        """Return the type that allows these values."""
        del it
        return Literal(index if isinstance(index, tuple) else (index,))


def _type_arguments(it: Interpreter, args: Args) -> object:
    """`typing.get_args(Literal["a", "b"])`."""
    del it
    given = args.get(0, "tp")
    return given.values if isinstance(given, Literal) else Unknown("{typing.get_args()}")


def _is(*kinds: type) -> Callable[[Interpreter, Args], object]:
    def model(it: Interpreter, args: Args) -> object:
        del it
        value = args.get(0, "object")
        if isinstance(value, External):
            return value.leaf[:1].isupper() if ClassValue in kinds else None
        return None if isinstance(value, Unknown) else isinstance(value, kinds)

    return model


def _modules(it: Interpreter, args: Args) -> object:
    """`pkgutil.iter_modules([folder])`."""
    found = List()
    prefix = it.text_of(args.get(1, "prefix", ""))
    for folder in it.items(args.get(0, "path", ())):
        path = it.text_of(folder)
        names = files.listing(it, path)
        if names is None:
            return Unknown("{" + files.shown(path).strip("{}") + "/*.py}")
        for name in names:
            is_package = files.kind(it, f"{path}/{name}/__init__.py") == "file"
            if is_package or (name.endswith(".py") and name != "__init__.py"):
                found.append((folder, prefix + name.removesuffix(".py"), is_package))
    return found


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "importlib.import_module": _import_module,
    "airflow.utils.module_loading.import_string": _import_string,
    "werkzeug.utils.import_string": _import_string,
    "django.utils.module_loading.import_string": _import_string,
    "pydoc.locate": _import_string,
    "inspect.getmodule": _module_of,
    "inspect.getfile": _file_of,
    "inspect.getsourcefile": _file_of,
    "inspect.getmembers": _members,
    "inspect.isclass": _is(ClassValue),
    "inspect.isfunction": _is(FunctionValue),
    "inspect.ismodule": _is(ModuleValue),
    "pkgutil.iter_modules": _modules,
    "typing.get_args": _type_arguments,
    "typing_extensions.get_args": _type_arguments,
}
VALUES: Mapping[str, object] = {
    "sys.modules": LoadedModules(),
    "typing.Literal": Literal(),
    "typing_extensions.Literal": Literal(),
}
