import csv
import json
import sys
from typing import Iterable, List

import psycopg2
import psycopg2.extras
import requests

from base import BaseETL, JobFailed

UPSERT_CUSTOMER = """
INSERT INTO crm.customers (id, name, email, updated_at)
VALUES %s
ON CONFLICT (id) DO UPDATE
SET name = EXCLUDED.name, email = EXCLUDED.email, updated_at = EXCLUDED.updated_at
"""


class CustomersJob(BaseETL):
    name = "customers"

    def extract(self) -> Iterable[dict]:
        page = 1
        while True:
            response = requests.get(
                "https://api.crm.example.com/v2/customers",
                params={"page": page, "per_page": 200},
                headers={"Authorization": f"Bearer {self.config['token']}"},
                timeout=30,
            )
            response.raise_for_status()
            payload = response.json()
            if not payload["items"]:
                break
            yield from payload["items"]
            page += 1

    def transform(self, records: Iterable[dict]) -> List[dict]:
        result = []
        for record in records:
            if not record.get("email"):
                continue
            result.append(
                {
                    "id": record["id"],
                    "name": record["name"].strip().title(),
                    "email": record["email"].lower(),
                    "updated_at": record["updated_at"],
                }
            )
        return result

    def load(self, records: List[dict]) -> int:
        conn = psycopg2.connect(self.config["dsn"])
        try:
            with conn.cursor() as cur:
                psycopg2.extras.execute_values(
                    cur, UPSERT_CUSTOMER, [tuple(r.values()) for r in records], page_size=500
                )
            conn.commit()
        except psycopg2.Error:
            conn.rollback()
            raise
        finally:
            conn.close()
        return len(records)


class ProductsJob(BaseETL):
    name = "products"

    def extract(self):
        with open("/mnt/drop/products.csv", newline="") as handle:
            yield from csv.DictReader(handle)

    def transform(self, records):
        return [dict(r, price=float(r["price"])) for r in records]

    def validate(self, records):
        super().validate(records)
        for record in records:
            if record["price"] < 0:
                raise JobFailed("negative price: %s" % record["sku"])

    def load(self, records):
        with open("/mnt/out/products.json", "w") as handle:
            json.dump(records, handle)
        return len(records)


JOBS = {"customers": CustomersJob, "products": ProductsJob}


def main(argv=None):
    argv = argv or sys.argv[1:]
    with open("config.json") as handle:
        config = json.load(handle)
    for name in argv:
        JOBS[name](config).run()


if __name__ == "__main__":
    main()
