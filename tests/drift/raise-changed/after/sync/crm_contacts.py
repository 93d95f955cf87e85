import time

import requests
from google.cloud import bigquery


class RateLimited(Exception):
    """The CRM wants us to come back later."""


class CrmUnavailable(Exception):
    """The CRM doesn't answer."""


class CrmClient:
    base_url = "https://crm.example.com/api/v2"

    def contacts(self, page: int) -> list[dict]:
        response = requests.get(f"{self.base_url}/contacts", params={"page": page}, timeout=20)
        if response.status_code == 429:
            raise CrmUnavailable(response.reason)
        return response.json()["items"]


def sync_contacts() -> None:
    crm, warehouse = CrmClient(), bigquery.Client()
    for page in range(1, 50):
        contacts = crm.contacts(page)
        warehouse.insert_rows_json("crm.contacts", contacts)
        time.sleep(1)


if __name__ == "__main__":
    sync_contacts()
