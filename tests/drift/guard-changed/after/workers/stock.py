import asyncio

import asyncpg
import httpx

UPSERT = "INSERT INTO stock (sku, qty) VALUES ($1, $2) ON CONFLICT (sku) DO UPDATE SET qty = $2"


async def main() -> None:
    async with httpx.AsyncClient(base_url="https://erp.example") as erp:
        response = await erp.get("/stock")
    rows = [(item["sku"], item["qty"]) for item in response.json()]
    conn = await asyncpg.connect("postgresql://shop/stock")
    async with conn.transaction():
        await conn.execute("DELETE FROM stock WHERE qty = 0")
    await conn.executemany(UPSERT, rows)


if __name__ == "__main__":
    asyncio.run(main())
