"""What lasts from one run to the next, and what the processes of one run share."""

from pytest_etl_diagram.sources.store.claims import Claims
from pytest_etl_diagram.sources.store.keeping import MAX_BYTES, Key, Store

__all__ = ["MAX_BYTES", "Claims", "Key", "Store"]
