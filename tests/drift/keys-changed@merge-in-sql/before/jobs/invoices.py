import snowflake.connector

MERGE = """
MERGE INTO finance.invoices AS t USING finance.invoices_staging AS s
ON t.invoice_id = s.invoice_id AND t.line_no = s.line_no
WHEN MATCHED THEN UPDATE SET t.amount = s.amount
WHEN NOT MATCHED THEN INSERT (invoice_id, line_no, amount) VALUES (s.invoice_id, s.line_no, s.amount)
"""


def merge_invoices():
    with snowflake.connector.connect(account="acme") as connection:
        connection.cursor().execute(MERGE)


if __name__ == "__main__":
    merge_invoices()
