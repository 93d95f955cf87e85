"""A shop's database in SQLite, filled for the dates that are asked for.

The same date always gives the same sales, of which some are broken as in real life:
without product or price, returned, or sent twice. On Sundays the shop is closed.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

SALES_A_DAY = 25_000
_SUNDAY = 6
_CATEGORIES = ("books", "garden", "kitchen", "music", "toys")
_PRICES = [random.Random(number).randint(199, 19_999) / 100 for number in range(200)]
_TABLES = """
    CREATE TABLE IF NOT EXISTS products (
        product_id TEXT PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS sales (
        line_id INTEGER PRIMARY KEY, sale_id TEXT, product_id TEXT, quantity INTEGER,
        unit_price REAL, sale_date TEXT
    );
    CREATE INDEX IF NOT EXISTS sales_by_date ON sales (sale_date, line_id);
"""


def prepare(path: Path, day: date) -> None:
    """Make sure that the database at `path` has the sales of `day`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_TABLES)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO products VALUES (?, ?, ?)", products())
        known = "SELECT 1 FROM sales WHERE sale_date = ? LIMIT 1"
        if not connection.execute(known, [day.isoformat()]).fetchone():
            connection.executemany(
                "INSERT INTO sales (sale_id, product_id, quantity, unit_price, sale_date) "
                "VALUES (?, ?, ?, ?, ?)",
                sales(day),
            )


def products() -> Iterator[tuple[str, str, str]]:
    """Yield ids, names and categories."""
    for number in range(len(_PRICES)):
        yield f"P{number:03}", f"Product {number}", _CATEGORIES[number % len(_CATEGORIES)]


def sales(day: date, count: int = SALES_A_DAY) -> Iterator[tuple[object, ...]]:
    """Yield the sales of a day, good and broken ones."""
    if day.weekday() == _SUNDAY:
        return
    chance = random.Random(day.toordinal())
    for number in range(count):
        product = chance.randrange(len(_PRICES))
        sale_id = f"{day:%Y%m%d}-{number:06}"
        quantity = chance.randint(1, 5)
        luck = chance.random()
        if 0.01 <= luck < 0.02:
            quantity = -quantity  # a return
        row: list[object] = [sale_id, f"P{product:03}", quantity, _PRICES[product], day.isoformat()]
        if luck < 0.01:
            row[chance.choice((1, 3))] = None  # no product, or no price
        yield tuple(row)
        if luck > 0.99:
            yield tuple(row)  # sent twice
