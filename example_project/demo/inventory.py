"""Stock counts as CSV files, one a warehouse and date; the same date gives the same."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

WAREHOUSES = ("berlin", "lyon", "porto")


def prepare(folder: Path, day: date) -> None:
    """Make sure that `folder` has the files of `day`, whole ones."""
    chance = random.Random(day.toordinal())
    for warehouse in WAREHOUSES:
        path = folder / "inventory" / day.isoformat() / f"{warehouse}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["sku", "warehouse", "counted_on", "quantity"])
            for number in range(1_000):
                quantity = chance.choice([chance.randint(0, 500)] * 50 + ["", "many"])
                writer.writerow([f"P{number:03}", warehouse, day.isoformat(), quantity])
        partial.replace(path)
