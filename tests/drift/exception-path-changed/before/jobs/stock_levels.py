import json
import logging
import sys
from pathlib import Path

import psycopg2
from psycopg2.extras import execute_values

log = logging.getLogger(__name__)


class TruncatedFile(ValueError):
    """The warehouse hadn't finished writing the file."""


def load(path: Path) -> None:
    document = json.loads(path.read_text())
    if len(document["lines"]) != document["count"]:
        raise TruncatedFile(path.name)
    with psycopg2.connect("dbname=stock") as conn, conn.cursor() as cur:
        execute_values(cur, "INSERT INTO levels (sku, qty) VALUES %s", document["lines"])


def main() -> None:
    try:
        load(Path("/mnt/wms/levels.json"))
    except ValueError as error:
        log.warning("will be sent again: %s", error)
        sys.exit(75)
    except Exception:
        log.exception("stock levels are not loaded")
        sys.exit(1)


if __name__ == "__main__":
    main()
