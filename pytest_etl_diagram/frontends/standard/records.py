"""Classes whose fields are their arguments, and the objects that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    ClassValue,
    Dict,
    Instance,
    List,
    Method,
    Native,
    Unknown,
    Value,
)
from pytest_etl_diagram.frontends.standard.copies import deep, each_part
from pytest_etl_diagram.frontends.standard.enums import has_base
from pytest_etl_diagram.frontends.standard.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MODELS = frozenset("BaseModel BaseSettings SQLModel Struct".split())
"""Classes that turn plain data into what their annotations say."""
RECORDS = MODELS | {"NamedTuple", "TypedDict"}
"""Classes whose fields are their arguments."""
ANNOTATIONS = "__annotations__"


class Field(Value):
    """`dataclasses.field(default=…, default_factory=…)` and its like in other libraries."""

    def __init__(self, args: Args) -> None:
        """Take the call's arguments."""
        self.args = args

    def default(self, it: Interpreter) -> object:
        """Return a fresh default, MISSING where there is none."""
        factory = self.args.keywords.get("default_factory", self.args.keywords.get("factory"))
        if factory is not None:
            return it.call(factory, Args())
        value = self.args.get(0, "default", MISSING)
        if isinstance(value, Field):
            return value.default(it)
        return MISSING if value is ... else value

    def attribute(self, it: Interpreter, name: str) -> object:
        """`@x.default` gives an attrs field its default; `@x.validator` changes nothing."""
        if name == "default":
            return Native(name, self._made_by)
        if name == "validator":
            return Native(name, lambda _it, args: args.get(0, "method"))
        return super().attribute(it, name)

    def _made_by(self, it: Interpreter, args: Args) -> object:
        del it
        method = args.get(0, "method")
        self.args.keywords["factory"] = Native(
            "default", lambda it, _args: it.call(method, Args([Unknown("{self}")]))
        )
        return method

    @property
    def names(self) -> list[str]:
        """The other names under which a value may be given."""
        given = (self.args.keywords.get(n) for n in ("alias", "validation_alias"))
        return [name for name in given if isinstance(name, str)]

    @property
    def is_given(self) -> bool:
        """Tell whether the field is an argument: `field(init=False)` isn't."""
        return self.args.keywords.get("init") is not False


MISSING = object()


def make_record(cls: object) -> object:
    """Give a class the `__init__` that its annotations describe."""
    if isinstance(cls, ClassValue) and "__init__" not in cls.namespace:
        cls.namespace["__init__"] = Native("__init__", _init_record)
        cls.namespace.setdefault("__eq__", Method("__eq__", _equal))
        cls.namespace.setdefault("__match_args__", tuple(fields(cls)))
    return cls


def fields(cls: ClassValue) -> dict[str, object]:
    """Return field names and defaults (MISSING: none), those of the bases first."""
    found: dict[str, object] = {}
    for base in reversed(cls.mro):
        if isinstance(base, ClassValue):
            annotated = base.namespace.get(ANNOTATIONS)
            for name in annotated if isinstance(annotated, dict) else ():
                found[name] = base.namespace.get(name, MISSING)
            found.update((n, v) for n, v in base.namespace.items() if isinstance(v, Field))
    return found


def _equal(it: Interpreter, args: Args) -> object:
    one, other = args.get(0, "self"), args.get(1, "other")
    if not (isinstance(one, Instance) and isinstance(other, Instance) and one.cls is other.cls):
        return False
    found = compare(it, "==", Dict(one.attrs), Dict(other.attrs))
    return Unknown("{==}") if found is None else found


def _init_record(it: Interpreter, args: Args) -> None:
    instance = args.positional[0]
    if not isinstance(instance, Instance) or not isinstance(instance.cls, ClassValue):
        return
    is_model = has_base(instance.cls, MODELS)
    given = iter(args.positional[1:])
    for name, default in fields(instance.cls).items():
        value = MISSING
        if not isinstance(default, Field) or default.is_given:
            value = next(given, MISSING)
            value = _keyword(args, name, default) if value is MISSING else value
        if value is MISSING:
            value = _default(it, default, instance.cls, name)
        instance.attrs[name] = _shaped(it, instance.cls, name, value) if is_model else value
    for name in ("__post_init__", "__attrs_post_init__", "model_post_init"):
        after = instance.cls.find(name)
        if after is not None and isinstance(after[0], ClassValue):
            it.call(BoundMethod(after[1], instance), Args())


def _keyword(args: Args, name: str, default: object) -> object:
    names = [name, *(default.names if isinstance(default, Field) else ()), name.lstrip("_")]
    return next((args.keywords[n] for n in names if n in args.keywords), MISSING)


def _default(it: Interpreter, default: object, cls: ClassValue, name: str) -> object:
    value = default.default(it) if isinstance(default, Field) else default
    return Unknown("{" + f"{cls.name}.{name}" + "}") if value is MISSING else deep(value)


def _shaped(it: Interpreter, cls: ClassValue, name: str, value: object) -> object:
    for base in cls.mro:
        known = base.namespace.get(ANNOTATIONS) if isinstance(base, ClassValue) else None
        if isinstance(known, dict) and name in known:
            return shape(it, known[name], value)
    return value


class Record(Instance):
    """An object whose fields are its items too: a named tuple, a typed dict, a model."""

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the fields' values, or a typed dict's keys."""
        del it
        if has_base(self.cls, MODELS):
            return [(name, value) for name, value in self.attrs.items()]
        return list(self.attrs) if self._is_dict() else list(self.attrs.values())

    def item(self, it: Interpreter, index: object) -> object:
        """Return a field by its number or name."""
        if isinstance(index, str):
            return self.attrs.get(index, Unknown("{" + index + "}"))
        return it.item(tuple(self.attrs.values()), index)

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Compare named tuples as tuples, other records by their fields."""
        if isinstance(other, Record) and not (self.defines("__eq__") or self.defines("__lt__")):
            other = tuple(other.attrs.values())
        if isinstance(other, tuple):
            found = compare(it, op, tuple(self.attrs.values()), other)
            return found if isinstance(found, bool) else None
        return super().compare(it, op, other)

    def _is_dict(self) -> bool:
        return has_base(self.cls, frozenset({"TypedDict"}))

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return what named tuples and pydantic's models offer."""
        method = RECORD_METHODS.get(name)
        if method is not None:
            return Native(name, lambda it, args: method(it, self, args))
        if self._is_dict():
            return it.attribute(Dict(self.attrs), name)
        return super().external_attribute(it, name)

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Fill the fields."""
        _init_record(it, Args([self, *args.positional], args.keywords))


def _replaced(it: Interpreter, record: Record, args: Args) -> object:
    """`t._replace(x=1)`, `model.copy(update={"x": 1})`."""
    del it
    copied = Record(record.cls)
    update = args.keywords.get("update")
    changes = update if isinstance(update, dict) else args.keywords
    copied.attrs = {**record.attrs, **{n: v for n, v in changes.items() if n in record.attrs}}
    return copied


def _dumped(it: Interpreter, record: Record, args: Args) -> object:
    """`model.dict(exclude_none=True)`."""
    kept = Dict(plain(record))  # type: ignore[call-overload]  # a record gives a dict
    left_out = it.items(args.keywords.get("exclude") or ())
    for name in [n for n in kept if n in list(left_out)]:
        del kept[name]
    only = args.keywords.get("include")
    if only is not None:
        kept = Dict((n, v) for n, v in kept.items() if n in list(it.items(only)))
    if args.keywords.get("exclude_none") is True:
        kept = Dict((n, v) for n, v in kept.items() if v is not None)
    return kept


RECORD_METHODS: Mapping[str, Callable[[Interpreter, Record, Args], object]] = {
    "_asdict": lambda _it, record, _args: Dict(record.attrs),
    "_replace": _replaced,
    "copy": _replaced,
    "model_copy": _replaced,
    "dict": _dumped,
    "model_dump": _dumped,
}


def plain(value: object) -> object:
    """Return records, also those inside of lists and dicts, as dicts."""
    if isinstance(value, Instance) and isinstance(value.cls, ClassValue) and fields(value.cls):
        return Dict((n, plain(v)) for n, v in value.attrs.items())
    return each_part(value, plain) if isinstance(value, (Dict, List)) else value


def allocate(cls: ClassValue) -> Instance | None:
    """Return a record for a class whose fields are its arguments, None for another class."""
    return Record(cls) if has_base(cls, RECORDS) else None


def structure(it: Interpreter, cls: object, data: object) -> object:
    """Return an object of a record class from plain data, its parts by their annotations too."""
    if not isinstance(cls, ClassValue) or not isinstance(data, dict):
        return (
            data if isinstance(data, Instance) else Unknown("{" + it.text_of(cls).strip("{}") + "}")
        )
    args = Args()
    for name, value in data.items():
        if isinstance(name, str):
            args.keywords[name] = _shaped(it, cls, name, value)
    if isinstance(data, Dict) and data.maybe:
        args.open_ended = "{**}"
    return it.instantiate(cls, args)
