import asyncio

import httpx
import pandas as pd


async def fetch_binance(client: httpx.AsyncClient) -> list[dict]:
    return (await client.get("https://api.binance.example/ticker")).json()


async def fetch_kraken(client: httpx.AsyncClient) -> list[dict]:
    return (await client.get("https://api.kraken.example/ticker")).json()


async def main() -> None:
    async with httpx.AsyncClient() as client:
        binance = await fetch_binance(client)
        kraken = await fetch_kraken(client)
    pd.DataFrame(binance + kraken).to_parquet("s3://crypto/tickers.parquet")


if __name__ == "__main__":
    asyncio.run(main())
