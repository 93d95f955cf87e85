import itertools

import requests
from pymongo import MongoClient


def main() -> None:
    invoices = MongoClient("mongodb://mongo")["books"]["invoices"]
    for page in itertools.count(1):
        answer = requests.get("https://books.example/invoices", params={"page": page}, timeout=20)
        items = answer.json()["items"]
        if not items:
            continue
        invoices.insert_many(items)


if __name__ == "__main__":
    main()
