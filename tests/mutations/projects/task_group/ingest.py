"""Pull paginated listings from three partner APIs concurrently and COPY them into Postgres."""
import asyncio
import csv
import io
import logging
import os
from dataclasses import dataclass, field

import asyncpg
import httpx
import stamina

log = logging.getLogger(__name__)
CONCURRENCY = 4


@dataclass(frozen=True)
class Partner:
    name: str
    url: str
    pages: int = 1


PARTNERS = [
    Partner("homefinder", "https://api.homefinder.example/listings", pages=20),
    Partner("immo", "https://immo.example/v1/offers", pages=5),
]


@dataclass
class Report:
    loaded: int = 0
    errors: list[str] = field(default_factory=list)


class Database:
    """Connection that commits at the end and rolls back on errors."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._conn: asyncpg.Connection | None = None

    async def __aenter__(self) -> "Database":
        self._conn = await asyncpg.connect(self._dsn)
        return self

    async def __aexit__(self, exc_type, exc, tb) -> None:
        await self._conn.close()

    async def copy(self, table: str, rows: list[dict]) -> int:
        buffer = io.StringIO()
        csv.DictWriter(buffer, fieldnames=list(rows[0])).writerows(rows)
        buffer.seek(0)
        await self._conn.copy_to_table(table, source=buffer, schema_name="raw", format="csv")
        return len(rows)

    async def swap(self, table: str) -> None:
        await self._conn.execute(
            f"INSERT INTO core.{table} SELECT * FROM raw.{table} ON CONFLICT (listing_id) DO NOTHING"
        )


class ListingIngest:
    def __init__(self, client: httpx.AsyncClient, db: Database, limit: int = CONCURRENCY):
        self.client = client
        self.db = db
        self.semaphore = asyncio.Semaphore(limit)

    @stamina.retry(on=httpx.HTTPError, attempts=3, wait_initial=0.5)
    async def _get_page(self, partner: Partner, page: int) -> list[dict]:
        async with self.semaphore:
            response = await self.client.get(partner.url, params={"page": page})
            response.raise_for_status()
            return response.json()["listings"]

    async def fetch_partner(self, partner: Partner) -> list[dict]:
        listings = []
        for page in range(partner.pages):
            chunk = await self._get_page(partner, page)
            if not chunk:
                break
            listings.extend(chunk)
        return listings

    def validate(self, listings: list[dict]) -> list[dict]:
        good = [item for item in listings if item.get("price", 0) > 0]
        if len(good) < len(listings) / 2:
            raise ValueError("more than half of the listings have no price")
        return good

    async def run(self) -> Report:
        report = Report()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self.fetch_partner(p)) for p in PARTNERS]
        except BaseExceptionGroup as errors:
            log.error("partners failed: %s", errors.exceptions)
            raise
        for task in tasks:
            listings = self.validate(task.result())
            report.loaded += await self.db.copy("listings", listings)
        await self.db.swap("listings")
        return report


async def main() -> None:
    async with httpx.AsyncClient(timeout=10) as client, Database(os.environ["DSN"]) as db:
        report = await ListingIngest(client, db).run()
    log.info("loaded %s", report.loaded)


if __name__ == "__main__":
    asyncio.run(main())
