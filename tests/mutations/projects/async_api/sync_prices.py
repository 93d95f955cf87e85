"""Sync market prices: several exchanges at once into TimescaleDB."""
from __future__ import annotations

import asyncio
import logging
import os
from datetime import datetime, timezone

import aiohttp
import asyncpg
import backoff

logger = logging.getLogger(__name__)

SYMBOLS = ["BTC-USD", "ETH-USD", "SOL-USD"]
COINBASE = "https://api.exchange.coinbase.com/products/{symbol}/ticker"
KRAKEN = "https://api.kraken.com/0/public/Ticker"

UPSERT = """
    INSERT INTO market.prices (symbol, exchange, ts, price)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (symbol, exchange, ts) DO UPDATE SET price = excluded.price
"""


class StalePrices(RuntimeError):
    pass


@backoff.on_exception(backoff.expo, aiohttp.ClientError, max_tries=4, factor=2)
async def fetch_coinbase(session: aiohttp.ClientSession, symbol: str) -> dict:
    async with session.get(COINBASE.format(symbol=symbol)) as response:
        response.raise_for_status()
        return await response.json()


@backoff.on_exception(backoff.expo, aiohttp.ClientError, max_tries=4)
async def fetch_kraken(session: aiohttp.ClientSession, symbols: list[str]) -> dict:
    async with session.get(KRAKEN, params={"pair": ",".join(symbols)}) as response:
        response.raise_for_status()
        payload = await response.json()
        return payload["result"]


def normalize(exchange: str, payloads) -> list[tuple]:
    now = datetime.now(timezone.utc)
    return [(p["symbol"], exchange, now, float(p["price"])) for p in payloads]


def check_freshness(rows: list[tuple]) -> None:
    if not rows:
        raise StalePrices("no prices at all")
    if any(price <= 0 for *_, price in rows):
        raise StalePrices("price of zero")


async def store(pool: asyncpg.Pool, rows: list[tuple]) -> None:
    async with pool.acquire() as conn:
        async with conn.transaction():
            await conn.executemany(UPSERT, rows)


async def notify_slack(session: aiohttp.ClientSession, text: str) -> None:
    await session.post(os.environ["SLACK_WEBHOOK"], json={"text": text})


async def main() -> None:
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with asyncpg.create_pool(os.environ["TIMESCALE_DSN"], max_size=5) as pool:
            try:
                coinbase, kraken = await asyncio.gather(
                    asyncio.gather(*(fetch_coinbase(session, s) for s in SYMBOLS)),
                    fetch_kraken(session, SYMBOLS),
                )
                rows = normalize("coinbase", coinbase) + normalize("kraken", kraken.values())
                check_freshness(rows)
                await store(pool, rows)
            except StalePrices as error:
                logger.error("stale: %s", error)
                await notify_slack(session, f"prices are stale: {error}")
                raise
            except (aiohttp.ClientError, asyncpg.PostgresError):
                logger.exception("sync failed")
                await notify_slack(session, "price sync failed")
                raise SystemExit(1)


if __name__ == "__main__":
    asyncio.run(main())
