from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select
from sqlalchemy.dialects.postgresql import insert

metadata = MetaData()
stock = Table(
    "stock",
    metadata,
    Column("sku", String, primary_key=True),
    Column("warehouse", String, primary_key=True),
    Column("qty", Integer),
    schema="shop",
)
orders = Table("orders", metadata, Column("id", Integer), Column("total", Integer), schema="shop")


class StockRepository:
    def __init__(self, dsn):
        self.engine = create_engine(dsn)

    def upsert(self, lines):
        statement = insert(stock).values(lines)
        statement = statement.on_conflict_do_update(
            index_elements=["sku", "warehouse"], set_={"qty": statement.excluded.qty}
        )
        with self.engine.begin() as connection:
            connection.execute(statement)

    def mark_synced(self, warehouse):
        with self.engine.begin() as connection:
            connection.execute(
                "UPDATE shop.sync_state SET synced_at = now() WHERE warehouse = %s", (warehouse,)
            )

    def orders(self, ids):
        with self.engine.connect() as connection:
            rows = connection.execute(select(orders).where(orders.c.id.in_(ids)))
            return [dict(row) for row in rows.mappings()]
