"""Template for all batch jobs."""
import logging
import time
from abc import ABC, abstractmethod
from typing import Any, Dict, Iterable, List


class JobFailed(RuntimeError):
    pass


class BaseETL(ABC):
    max_attempts = 3
    name = "base"

    def __init__(self, config: Dict[str, Any]):
        self.config = config
        self.log = logging.getLogger(self.name)

    @abstractmethod
    def extract(self) -> Iterable[dict]:
        ...

    @abstractmethod
    def transform(self, records: Iterable[dict]) -> List[dict]:
        ...

    @abstractmethod
    def load(self, records: List[dict]) -> int:
        ...

    def validate(self, records: List[dict]) -> None:
        """Hook, may be overridden."""
        if not records:
            raise JobFailed(f"{self.name}: nothing to load")

    def run(self) -> int:
        started = time.time()
        records = self.extract()
        transformed = self.transform(records)
        self.validate(transformed)
        count = self.load(transformed)
        self.log.info("%s done: %s records in %.1fs", self.name, count, time.time() - started)
        self.on_success(count)
        return count

    def on_success(self, count: int) -> None:
        pass
