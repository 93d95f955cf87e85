"""What an expression can be worth.

Plain Python objects stand for themselves: str, int, float, bool, None, bytes,
tuple, datetime and timedelta. Everything else is one of the classes here.
"""

from pytest_etl_diagram.evaluate.values.base import (
    Args,
    External,
    Transparent,
    Unknown,
    Value,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.evaluate.values.choices import Choice, choose
from pytest_etl_diagram.evaluate.values.classes import Annotation, ClassValue
from pytest_etl_diagram.evaluate.values.containers import (
    Dict,
    Generator,
    List,
    SetValue,
    mapping_of,
)
from pytest_etl_diagram.evaluate.values.functions import (
    BoundMethod,
    FunctionValue,
    Method,
    Native,
    ScopedNative,
    Wrapper,
)
from pytest_etl_diagram.evaluate.values.instances import Instance
from pytest_etl_diagram.evaluate.values.modules import ModuleValue
from pytest_etl_diagram.evaluate.values.placeholders import cut, inside, stripped

__all__ = [
    "Annotation",
    "Args",
    "BoundMethod",
    "Choice",
    "ClassValue",
    "Dict",
    "External",
    "FunctionValue",
    "Generator",
    "Instance",
    "List",
    "Method",
    "ModuleValue",
    "Native",
    "ScopedNative",
    "SetValue",
    "Transparent",
    "Unknown",
    "Value",
    "Wrapper",
    "choose",
    "cut",
    "inside",
    "leaf_of",
    "mapping_of",
    "stripped",
    "text_of",
]
