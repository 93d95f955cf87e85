"""Functions that a cloud starts for its events: what they are given is data that they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate.values import Args
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.values import FunctionValue

EVENT: Final = "aws_lambda.Event"
"""The type of an AWS Lambda's event, as the endpoint table names it."""

_PARAMETERS: Final = ("event", "context")
_SYSTEMS: Final = {
    "s3": "S3",
    "kinesis": "Kinesis",
    "dynamodb": "DynamoDB",
    "Sns": "SNS",
    "receiptHandle": "SQS",
    "messageAttributes": "SQS",
    "body": "SQS",
}
"""Keys of a record by which its source is known, those that others may hold, too, last.

Source: the sample events in AWS's documentation of each service's integration with Lambda.
"""


def given_by_a_cloud(function: FunctionValue, file: tree.Module) -> Args | None:
    """Return what a cloud gives a function of a file, None for functions that it doesn't start.

    That is `handler(event, context)` of AWS, whose records are of the source that the code of
    the file takes them for; where it takes them for none, nothing is known of the event.
    """
    named = tuple(param.name.strip("_") for param in function.node.params)
    system = _source(file) if named == _PARAMETERS else ""
    if not system:
        return None
    event = Product("{event}", EVENT, {"system": system}, hint="event")
    return Args([event, Product("{context}", hint="context")])


def _source(file: tree.Module) -> str:
    asked = set(_keys(file))
    return next((system for key, system in _SYSTEMS.items() if key in asked), "")


def _keys(file: tree.Module) -> Iterator[object]:
    """Yield the constant keys of all items that the code of a file takes."""
    for node in walk(file.body):
        if isinstance(node, tree.Subscript) and isinstance(node.index, tree.Const):
            yield node.index.value
        elif (
            isinstance(node, tree.Call)
            and isinstance(node.func, tree.Attribute)
            and node.func.name == "get"
            and node.args
            and isinstance(node.args[0].value, tree.Const)
        ):
            yield node.args[0].value.value
