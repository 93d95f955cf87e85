"""`dataclasses`, `enum`, `collections.namedtuple` and `typing.NamedTuple`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    List,
    Native,
    Unknown,
    Value,
    Wrapper,
    leaf_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

ENUMS = frozenset("Enum IntEnum StrEnum Flag IntFlag".split())
RECORDS = frozenset(
    "NamedTuple BaseModel TypedDict BaseSettings SQLModel Struct".split()
)  # classes whose fields are their arguments


class Field(Value):
    """`dataclasses.field(default=…, default_factory=…)`."""

    def __init__(self, args: Args) -> None:
        """Take the call's arguments."""
        self.args = args

    def default(self, it: Interpreter) -> object:
        """Return a fresh default, MISSING where there is none."""
        factory = self.args.keywords.get("default_factory", self.args.keywords.get("factory"))
        if factory is not None:
            return it.call(factory, Args())
        return self.args.keywords.get("default", MISSING)


MISSING = object()


def _field(it: Interpreter, args: Args) -> object:
    del it
    return Field(args)


def _dataclass(it: Interpreter, args: Args) -> object:
    """`@dataclass` and `@dataclass(frozen=True)`."""
    del it
    cls = args.get(0, "cls")
    if isinstance(cls, ClassValue):
        return make_record(cls)
    return Native("dataclass", lambda _it, inner: make_record(inner.get(0, "cls")))


def make_record(cls: object) -> object:
    """Give a class the `__init__` that its annotations describe."""
    if isinstance(cls, ClassValue) and "__init__" not in cls.namespace:
        cls.namespace["__init__"] = Native("__init__", _init_record)
        cls.namespace.setdefault("__match_args__", tuple(fields(cls)))
    return cls


def fields(cls: ClassValue) -> dict[str, object]:
    """Return field names and defaults (MISSING: none), those of the bases first."""
    found: dict[str, object] = {}
    for base in reversed(cls.mro):
        if isinstance(base, ClassValue):
            annotated = base.namespace.get("__annotations__")
            for name in annotated if isinstance(annotated, dict) else ():
                found[name] = base.namespace.get(name, MISSING)
    return found


def _init_record(it: Interpreter, args: Args) -> None:
    instance = args.positional[0]
    if not isinstance(instance, Instance) or not isinstance(instance.cls, ClassValue):
        return
    given = iter(args.positional[1:])
    for name, default in fields(instance.cls).items():
        value = next(given, MISSING)
        if value is MISSING:
            value = args.keywords.get(name, MISSING)
        if value is MISSING:
            value = default.default(it) if isinstance(default, Field) else default
        if value is MISSING:
            value = Unknown("{" + f"{instance.cls.name}.{name}" + "}")
        instance.attrs[name] = value
    after = instance.cls.find("__post_init__")
    if after is not None and isinstance(after[0], ClassValue):
        it.call(BoundMethod(after[1], instance), Args())


class Record(Instance):
    """An object whose fields are its items too: a named tuple, a typed dict."""

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the fields' values, or a typed dict's keys."""
        del it
        return list(self.attrs) if self._is_dict() else list(self.attrs.values())

    def item(self, it: Interpreter, index: object) -> object:
        """Return a field by its number or name."""
        if isinstance(index, str):
            return self.attrs.get(index, Unknown("{" + index + "}"))
        return it.item(tuple(self.attrs.values()), index)

    def _is_dict(self) -> bool:
        return _has_base(self.cls, frozenset({"TypedDict"}))

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return what named tuples and pydantic models offer."""
        if name in ("_asdict", "dict", "model_dump"):
            return Native(name, lambda _it, _args: Dict(self.attrs))
        if name == "_replace":
            return Native(name, self._replace)
        if self._is_dict():
            return it.attribute(Dict(self.attrs), name)
        return super().external_attribute(it, name)

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Fill the fields."""
        _init_record(it, Args([self, *args.positional], args.keywords))

    def _replace(self, it: Interpreter, args: Args) -> object:
        del it
        copied = Record(self.cls)
        copied.attrs = {**self.attrs, **args.keywords}
        return copied


def _has_base(cls: object, names: frozenset[str]) -> bool:
    bases = cls.external_bases() if isinstance(cls, ClassValue) else []
    return any(leaf_of(base) in names for base in bases)


def allocate(cls: ClassValue) -> Instance | None:
    """Return a record for a class whose fields are its arguments, None for another class."""
    return Record(cls) if _has_base(cls, RECORDS) else None


def _named_tuple(it: Interpreter, args: Args) -> object:
    names = args.get(1, "field_names", args.keywords.get("fields", ()))
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    listed = [n[0] if isinstance(n, tuple) else n for n in it.items(names)]
    namespace = Dict({"__annotations__": Dict.fromkeys(str(n) for n in listed)})
    defaults = list(it.items(args.keywords.get("defaults", ())))
    for name, value in zip(reversed(listed), reversed(defaults), strict=False):
        namespace[str(name)] = value
    base = External("typing.NamedTuple")
    return ClassValue(str(args.get(0, "typename", "tuple")), (base,), namespace, it.path)


def _asdict(it: Interpreter, args: Args) -> object:
    del it
    value = args.get(0, "obj")
    return Dict(value.attrs) if isinstance(value, Instance) else Unknown("{asdict}")


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


class Member(Instance):
    """A member of an enumeration."""

    def __init__(self, cls: ClassValue, name: str, value: object) -> None:
        """Take the enumeration, the member's name and its value."""
        super().__init__(cls)
        self.attrs.update(name=name, value=value, _name_=name, _value_=value)

    @property
    def text(self) -> str:
        """Show the value of a text member, as formatting does; the qualified name otherwise."""
        value = self.attrs["value"]
        cls_name = self.cls.name if isinstance(self.cls, ClassValue) else ""
        return value if isinstance(value, str) else f"{cls_name}.{self.attrs['name']}"

    def shown(self, it: Interpreter) -> str | None:
        """Return str(member): the value for text enumerations, else the qualified name."""
        own = super().shown(it)
        if own is not None:
            return own
        value = self.attrs["value"]
        if isinstance(value, str) and self._is_text():
            return value
        return f"{self.cls.name}.{self.attrs['name']}" if isinstance(self.cls, ClassValue) else None

    def _is_text(self) -> bool:
        cls = self.cls
        return isinstance(cls, ClassValue) and (
            str in cls.bases or _has_base(cls, frozenset({"StrEnum"}))
        )

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Members are equal to themselves; of text enumerations, to their value too."""
        if isinstance(other, Member):
            return super().compare(it, op, other)
        if isinstance(other, (str, int)):
            equal = self.attrs["value"] == other and self._is_plain()
            return {"==": equal, "!=": not equal}.get(op)
        return super().compare(it, op, other)

    def _is_plain(self) -> bool:
        cls = self.cls
        if not isinstance(cls, ClassValue):
            return False
        return any(b in (str, int) for b in cls.mro) or _has_base(
            cls, frozenset({"StrEnum", "IntEnum", "IntFlag"})
        )

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return a method of the text or number that the member is."""
        value = self.attrs["value"]
        if self._is_plain() and not isinstance(value, Value):
            return it.attribute(value, name)
        return super().external_attribute(it, name)


def is_enum(cls: object) -> bool:
    """Tell whether a class is an enumeration."""
    return _has_base(cls, ENUMS)


def members(it: Interpreter, cls: ClassValue) -> Iterable[object] | None:
    """Return the members of an enumeration, None for another class."""
    if not is_enum(cls):
        return None
    return [member(it, cls, name, value) for name, value in _listed(cls)]


def _listed(cls: ClassValue) -> list[tuple[str, object]]:
    return [
        (name, value)
        for base in reversed(cls.mro)
        if isinstance(base, ClassValue)
        for name, value in base.namespace.items()
        if not name.startswith("_") and not isinstance(value, (FunctionValue, Wrapper, Native))
    ]


def member(it: Interpreter, cls: ClassValue, name: str, value: object) -> object:
    """Return the one member of that name, making it at its first use."""
    made = it.state.setdefault("enum members", {})
    if not isinstance(made, dict):
        return value
    key = (id(cls), name)
    if key not in made:
        if isinstance(value, Unknown) and value.text == AUTO:
            position = [n for n, _ in _listed(cls)].index(name) + 1
            value = name.lower() if _has_base(cls, frozenset({"StrEnum"})) else position
        made[key] = (cls, Member(cls, name, value))
    return made[key][1]


AUTO = "{enum.auto}"


def by_name(it: Interpreter, cls: ClassValue, name: str, value: object) -> object | None:
    """Return the member of a name: `Color.RED`; None for what is no member."""
    if not is_enum(cls) or name not in dict(_listed(cls)):
        return None
    return member(it, cls, name, value)


def by_value(it: Interpreter, cls: ClassValue, args: Args) -> object | None:
    """Return the member of a value: `Color(1)`; None for another class."""
    if not is_enum(cls):
        return None
    wanted = args.get(0, "value")
    for found in members(it, cls) or ():
        if isinstance(found, Member) and found.attrs["value"] == wanted:
            return found
    return Unknown("{" + cls.name + "()}")


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "dataclasses.dataclass": _dataclass,
    "dataclasses.field": _field,
    "dataclasses.asdict": _asdict,
    "dataclasses.replace": _replace,
    "dataclasses.fields": _fields_of,
    "attr.s": _dataclass,
    "attr.attrs": _dataclass,
    "attr.define": _dataclass,
    "attrs.define": _dataclass,
    "attrs.frozen": _dataclass,
    "attr.frozen": _dataclass,
    "attr.ib": _field,
    "attrs.field": _field,
    "attr.asdict": _asdict,
    "attrs.asdict": _asdict,
    "pydantic.dataclasses.dataclass": _dataclass,
    "pydantic.Field": _field,
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "enum.auto": lambda it, args: Unknown(AUTO),  # noqa: ARG005
}
VALUES: Mapping[str, object] = {}
