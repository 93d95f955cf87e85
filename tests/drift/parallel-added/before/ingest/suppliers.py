import asyncio

import httpx
import pandas as pd


async def fetch_bolts(client: httpx.AsyncClient) -> list[dict]:
    return (await client.get("https://bolts.example/stock")).json()


async def fetch_screws(client: httpx.AsyncClient) -> list[dict]:
    return (await client.get("https://screws.example/stock")).json()


async def main() -> None:
    async with httpx.AsyncClient() as client:
        bolts = await fetch_bolts(client)
        screws = await fetch_screws(client)
    pd.DataFrame(bolts + screws).to_parquet("s3://procurement/stock.parquet")


if __name__ == "__main__":
    asyncio.run(main())
