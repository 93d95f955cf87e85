import psycopg


class PostgresSink:
    def __init__(self, dsn):
        self.dsn = dsn

    def write(self, table, rows):
        rows = list(rows)
        with psycopg.connect(self.dsn) as conn, conn.cursor() as cur:
            with cur.copy(f"COPY {table} (sku, price) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((row["sku"], row["price"]))
        return len(rows)


class PrintSink:
    def write(self, table, rows):
        for row in rows:
            print(table, row)
        return 0
