"""`enum`: enumerations and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.interpreter import Memo
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    FunctionValue,
    Instance,
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
AUTO = "{enum.auto}"


def has_base(cls: object, names: frozenset[str]) -> bool:
    """Tell whether a class of the project has a library's class of one of these names above it."""
    bases = cls.external_bases() if isinstance(cls, ClassValue) else []
    return any(leaf_of(base) in names for base in bases)


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
            str in cls.bases or has_base(cls, frozenset({"StrEnum"}))
        )

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Members are equal to themselves; of text enumerations, to their value too."""
        ours, theirs = self.attrs["value"], other
        if isinstance(other, Member):
            theirs = other.attrs["value"]
        if self._is_plain() and not (op in ("==", "!=") and isinstance(other, Member)):
            return compare(it, op, ours, theirs) is True if isinstance(theirs, (str, int)) else None
        return super().compare(it, op, other)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """Add a number of an `IntEnum`, or a text, as what it is."""
        value = self.attrs["value"]
        if not self._is_plain() or isinstance(value, Value):
            return super().binary(it, op, other, reflected=reflected)
        other = other.attrs["value"] if isinstance(other, Member) else other
        return it.binary(op, other, value) if reflected else it.binary(op, value, other)

    def _is_plain(self) -> bool:
        cls = self.cls
        if not isinstance(cls, ClassValue):
            return False
        return any(b in (str, int) for b in cls.mro) or has_base(
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
    return has_base(cls, ENUMS)


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
    made = it.state.setdefault("enum members", Memo())
    if not isinstance(made, dict):
        return value
    key = (id(cls), name)
    if key not in made:
        if isinstance(value, Unknown) and value.text == AUTO:
            position = [n for n, _ in _listed(cls)].index(name) + 1
            value = name.lower() if has_base(cls, frozenset({"StrEnum"})) else position
        made[key] = (cls, Member(cls, name, value))
    return made[key][1]


def by_name(it: Interpreter, cls: ClassValue, name: str, value: object) -> object | None:
    """Return the member of a name: `Color.RED`; None for what is no member."""
    if not is_enum(cls):
        return None
    if name == "__members__":
        return Dict((n, member(it, cls, n, v)) for n, v in _listed(cls))
    if name not in dict(_listed(cls)):
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
    "enum.auto": lambda it, args: Unknown(AUTO),  # noqa: ARG005
}
VALUES: Mapping[str, object] = {}
