import requests
from sqlalchemy import create_engine, text

SEARCH = "http://search:9200"


def main() -> None:
    with create_engine("postgresql://pim/catalog").connect() as conn:
        products = conn.execute(text("SELECT * FROM products")).mappings().all()
    requests.put(f"{SEARCH}/products/_settings", json={"refresh_interval": "-1"}, timeout=10)
    try:
        requests.post(f"{SEARCH}/products/_bulk", json=products, timeout=300)
    finally:
        requests.put(f"{SEARCH}/products/_settings", json={"refresh_interval": "1s"}, timeout=10)


if __name__ == "__main__":
    main()
