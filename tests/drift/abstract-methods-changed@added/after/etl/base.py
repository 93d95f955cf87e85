from abc import ABC, abstractmethod

import pandas as pd


class BaseLoader(ABC):
    @abstractmethod
    def load(self, rows: pd.DataFrame) -> None: ...

    @abstractmethod
    def rollback(self) -> None: ...
