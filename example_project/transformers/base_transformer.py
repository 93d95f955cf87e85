"""What every transformation is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class BaseTransformer(ABC):
    """A step from one frame to another."""

    @abstractmethod
    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return a new frame; `rows` stays as it is."""
