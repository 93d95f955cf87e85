import requests
from redis import Redis
from sqlalchemy import create_engine, text

engine = create_engine("postgresql://pim/catalog")
redis = Redis("redis")


def rebuild() -> None:
    products = requests.get("https://pim.example/products", timeout=60).json()
    with redis.lock("rebuild"), engine.begin() as conn:
        conn.execute(text("INSERT INTO products SELECT * FROM incoming"), products)


if __name__ == "__main__":
    rebuild()
