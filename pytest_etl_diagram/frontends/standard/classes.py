"""`dataclasses`, `attrs`, pydantic's models, `collections.namedtuple` and `typing.NamedTuple`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    Native,
    Unknown,
)
from pytest_etl_diagram.frontends.standard.enums import has_base
from pytest_etl_diagram.frontends.standard.formats import load_json, source_text
from pytest_etl_diagram.frontends.standard.records import (
    ANNOTATIONS,
    MODELS,
    RECORDS,
    Field,
    allocate,
    fields,
    make_record,
    plain,
    structure,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _field(it: Interpreter, args: Args) -> object:
    del it
    return Field(args)


def _factory(it: Interpreter, args: Args) -> object:
    """`attr.Factory(list)`."""
    del it
    return Field(Args([], {"factory": args.get(0, "factory")}))


def _dataclass(it: Interpreter, args: Args) -> object:
    """`@dataclass` and `@dataclass(frozen=True)`."""
    del it
    cls = args.get(0, "cls")
    if isinstance(cls, ClassValue):
        return make_record(cls)
    return Native("dataclass", lambda _it, inner: make_record(inner.get(0, "cls")))


def _structured(it: Interpreter, args: Args) -> object:
    """`dacite.from_dict(data_class=Job, data={…})`."""
    return structure(it, args.get(0, "data_class"), args.get(1, "data"))


def _cattrs(it: Interpreter, args: Args) -> object:
    """`cattrs.structure({…}, Job)`."""
    return structure(it, args.get(1, "cl"), args.get(0, "obj"))


def _from_text(it: Interpreter, cls: ClassValue, args: Args) -> object:
    text = source_text(args.get(0, "b"))
    return structure(it, cls, None if text is None else load_json(text))


LOADERS: Mapping[str, Callable[[Interpreter, ClassValue, Args], object]] = {
    **dict.fromkeys(
        ("parse_obj", "model_validate", "from_dict"),
        lambda it, cls, args: structure(it, cls, args.get(0, "obj")),
    ),
    **dict.fromkeys(("parse_raw", "model_validate_json", "from_json"), _from_text),
    **dict.fromkeys(
        ("construct", "model_construct"), lambda it, cls, args: it.instantiate(cls, args)
    ),
}
"""Class methods of models that make an object from plain data."""
LOADING = MODELS | {"DataClassJsonMixin", "DataClassDictMixin", "JSONWizard", "YAMLWizard"}


def loader(it: Interpreter, cls: ClassValue, name: str, value: object) -> object | None:
    """Return `Model.parse_obj` and its like for a model of the project, None for the rest."""
    del it
    if name == "_fields" and value is None and has_base(cls, RECORDS):
        return tuple(fields(cls))
    load = LOADERS.get(name) if value is None and has_base(cls, LOADING) else None
    return None if load is None else Native(name, lambda it, args: load(it, cls, args))


def _json_dataclass(it: Interpreter, args: Args) -> object:
    """`@dataclass_json`."""
    del it
    cls = args.get(0, "cls")
    if not isinstance(cls, ClassValue):
        return Native("dataclass_json", _json_dataclass)
    load = LOADERS["from_dict"]
    cls.namespace.setdefault("from_dict", Native("from_dict", lambda it, args: load(it, cls, args)))
    return cls


def _named_tuple(it: Interpreter, args: Args) -> object:
    names = args.get(1, "field_names", args.keywords.get("fields", ()))
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    listed = [it.text_of(n[0] if n and isinstance(n, tuple) else n) for n in it.items(names)]
    namespace = Dict({ANNOTATIONS: Dict.fromkeys(listed)})
    defaults = list(it.items(args.keywords.get("defaults", ())))
    for name, value in zip(reversed(listed), reversed(defaults), strict=False):
        namespace[name] = value
    base = External("typing.NamedTuple")
    return ClassValue(it.text_of(args.get(0, "typename", "tuple")), (base,), namespace, it.path)


def _asdict(it: Interpreter, args: Args) -> object:
    del it
    value = args.get(0, "obj")
    return plain(value) if isinstance(value, Instance) else Unknown("{asdict}")


def _replace(it: Interpreter, args: Args) -> object:
    del it
    value = args.get(0, "obj")
    if not isinstance(value, Instance):
        return Unknown("{replace}")
    copied = type(value)(value.cls)
    copied.attrs = {**value.attrs, **args.keywords}
    return copied


def _fields_of(it: Interpreter, args: Args) -> object:
    del it
    value = args.get(0, "class_or_instance")
    cls = value.cls if isinstance(value, Instance) else value
    if not isinstance(cls, ClassValue):
        return Unknown("{fields}")
    made = List()
    for name in fields(cls):
        field = Instance(External("dataclasses.Field"))
        field.attrs["name"] = name
        made.append(field)
    return made


DECORATORS = (
    "dataclasses.dataclass",
    "pydantic.dataclasses.dataclass",
    *(f"attr.{name}" for name in ("s", "attrs", "dataclass", "define", "frozen", "mutable")),
    *(f"attrs.{name}" for name in ("define", "frozen", "mutable")),
)
FIELDS = "dataclasses.field attr.ib attr.attrib attr.field attrs.field pydantic.Field".split()
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    **dict.fromkeys(DECORATORS, _dataclass),
    **dict.fromkeys(FIELDS, _field),
    "attr.Factory": _factory,
    "attrs.Factory": _factory,
    "dataclasses.asdict": _asdict,
    "attr.asdict": _asdict,
    "attrs.asdict": _asdict,
    "dataclasses.replace": _replace,
    "attr.evolve": _replace,
    "attrs.evolve": _replace,
    "dataclasses.fields": _fields_of,
    "dataclasses_json.dataclass_json": _json_dataclass,
    "dacite.from_dict": _structured,
    "cattr.structure": _cattrs,
    "cattrs.structure": _cattrs,
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
}
VALUES: Mapping[str, object] = {}
__all__ = ["FUNCTIONS", "VALUES", "allocate", "loader"]
