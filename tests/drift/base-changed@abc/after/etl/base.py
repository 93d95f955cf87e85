from abc import ABC, abstractmethod

import pandas as pd
from tenacity import retry, stop_after_attempt


class Extractor(ABC):
    @abstractmethod
    def fetch(self) -> pd.DataFrame: ...


class RetryingExtractor(Extractor):
    @retry(stop=stop_after_attempt(3))
    def extract(self) -> pd.DataFrame:
        return self.fetch()
