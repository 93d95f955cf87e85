"""What a sales event must be, and what becomes of it."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from utils.errors import EtlError

REQUIRED = ("sale_id", "product_id", "quantity", "price", "sold_at")


class BadEventError(EtlError):
    """An event that no retry makes readable."""


def transform_event(value: bytes | None) -> dict[str, Any]:
    """Check one event and add its revenue and its day."""
    event = _parse(value)
    missing = [name for name in REQUIRED if event.get(name) is None]
    if missing:
        raise BadEventError(f"without {', '.join(missing)}")
    try:
        quantity, price = int(event["quantity"]), float(event["price"])
        sold_at = datetime.fromisoformat(str(event["sold_at"]).replace("Z", "+00:00"))
    except (OverflowError, TypeError, ValueError) as error:
        raise BadEventError(str(error)) from error
    if quantity <= 0 or not 0 <= price < float("inf"):
        raise BadEventError(f"quantity {quantity} at price {price}")
    if sold_at.tzinfo is None:
        raise BadEventError("sold_at without a time zone")
    return {
        "sale_id": str(event["sale_id"]),
        "product_id": str(event["product_id"]),
        "quantity": quantity,
        "price": price,
        "revenue": round(quantity * price, 2),
        "sale_date": sold_at.astimezone(timezone.utc).date().isoformat(),
    }


def _parse(value: bytes | None) -> dict[str, Any]:
    try:
        event = json.loads(value or b"")
    except (RecursionError, ValueError) as error:
        raise BadEventError(f"not JSON: {error}") from error
    if not isinstance(event, dict):
        raise BadEventError(f"a JSON {type(event).__name__} is no event")
    return event
