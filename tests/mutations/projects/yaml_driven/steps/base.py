from abc import ABC, abstractmethod


class Step(ABC):
    """One step of a pipeline; gets and gives a data frame."""

    name: str = ""

    @abstractmethod
    def execute(self, df):
        raise NotImplementedError


class StepError(Exception):
    def __init__(self, step, cause):
        super().__init__(f"{step}: {cause}")
        self.step = step
