import requests
from sqlalchemy import create_engine, text

QUERY = "SELECT sku, title, price FROM catalog.products WHERE changed"


def main() -> None:
    engine = create_engine("postgresql://pim/catalog")
    with engine.connect() as conn:
        products = conn.execute(text(QUERY)).mappings().all()
    for product in products:
        requests.post("https://shop.example/api/products", json=product, timeout=60)


if __name__ == "__main__":
    main()
