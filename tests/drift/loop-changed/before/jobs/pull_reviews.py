import requests
from pymongo import MongoClient

URL = "https://reviews.example/api/reviews"


def main() -> None:
    reviews = MongoClient("mongodb://mongo")["shop"]["reviews"]
    for page in range(1, 101):
        response = requests.get(URL, params={"page": page}, timeout=20)
        reviews.insert_many(response.json()["items"])


if __name__ == "__main__":
    main()
