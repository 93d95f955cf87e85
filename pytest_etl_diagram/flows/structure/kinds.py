"""What kind of class something is: one that works, an interface, or plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, Unknown, leaf_of, stripped
from pytest_etl_diagram.flows.structure.definitions import methods, named
from pytest_etl_diagram.flows.structure.references import EXCEPTIONS
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Collection

VALUES = frozenset(
    "Enum IntEnum StrEnum Flag IntFlag TextChoices IntegerChoices TypedDict "
    "StopIteration StopAsyncIteration KeyboardInterrupt SystemExit GeneratorExit".split()
)
"""Bases whose classes are values, besides those that are called an error."""
RECORDS = frozenset(
    "NamedTuple TypedDict BaseModel BaseSettings SQLModel Struct DataFrameModel SchemaModel "
    "DeclarativeBase Schema".split()
)
"""Library bases whose classes hold data."""
RECORD_DECORATORS = frozenset(
    "dataclass dataclass_json attrs attr define frozen mutable s dataclass_transform".split()
)
CHECKS = frozenset(
    "property cached_property validator root_validator field_validator model_validator "
    "field_serializer model_serializer computed_field validates setter deleter check "
    "dataframe_check parser dataframe_parser hybrid_property declared_attr".split()
)
"""Decorators of methods that belong to data: they compute or check a field."""
ABSTRACT = frozenset(
    "abstractmethod abstractproperty abstractclassmethod abstractstaticmethod".split()
)


def base_names(cls: ClassValue) -> tuple[str, ...]:
    """Return the names of all bases of a class, the nearest first."""
    return tuple(name for name in (_name(base) for base in cls.mro[1:]) if name != "object")


def _name(base: object) -> str:
    if isinstance(base, Unknown):
        return stripped(base.text).partition("[")[0].rpartition(".")[2]
    return leaf_of(base)


def is_protocol(node: tree.Class) -> bool:
    """Tell whether a class is a Protocol itself (its subclasses aren't, unless they say so)."""
    return any(named(base.value) == "Protocol" for base in node.bases)


def abstract_methods(node: tree.Class) -> tuple[str, ...]:
    """Return the methods that a class only declares, sorted."""
    protocol = is_protocol(node)
    found = (m.name for m in methods(node) if _is_abstract(m, in_protocol=protocol))
    return tuple(sorted(set(found)))


def _is_abstract(method: tree.Function, *, in_protocol: bool) -> bool:
    if any(named(decorator) in ABSTRACT for decorator in method.decorators):
        return True
    work = [s for s in method.body if not _says_nothing(s)]
    if not work:
        return in_protocol and method.name != "__init__"
    raised = work[0].error if isinstance(work[0], tree.Raise) else None
    return len(work) == 1 and named(raised) == "NotImplementedError"


def _says_nothing(statement: tree.Statement) -> bool:
    return isinstance(statement, tree.Evaluate) and isinstance(statement.value, tree.Const)


def public_methods(node: tree.Class) -> tuple[str, ...]:
    """Return the names of the methods that others call, sorted."""
    return tuple(sorted({m.name for m in methods(node) if not m.name.startswith("_")}))


def is_value(names: Collection[str]) -> bool:
    """Tell whether a class is an exception, an enumeration or a typed dict: never a part.

    `names` are its own and those of its bases.
    """
    return any(name.endswith(EXCEPTIONS) or name in VALUES for name in names)


def is_plain(cls: ClassValue, node: tree.Class) -> bool:
    """Tell whether a class is a value, or a record without behaviour: it tells of no work.

    Of a class that isn't evaluated the bases count that its statement names.
    """
    names = {cls.name, *base_names(cls), *(named(base.value) for base in node.bases)}
    is_record = (
        not names.isdisjoint(RECORDS)
        or any(named(decorator) in RECORD_DECORATORS for decorator in node.decorators)
        or "__tablename__" in cls.namespace
    )
    return is_value(names) or (is_record and not any(_works(method) for method in methods(node)))


def _works(method: tree.Function) -> bool:
    """Tell whether a method is more than how an object shows, compares or is checked."""
    if method.name.startswith("__"):
        return method.name == "__call__"
    return not any(named(decorator) in CHECKS for decorator in method.decorators)
