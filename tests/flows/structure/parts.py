"""Parts of a small pipeline, for the programs of tests."""

PARTS = """
from abc import ABC, abstractmethod


class Loader(ABC):
    @abstractmethod
    def load(self, rows): ...


class Snowflake(Loader):
    def __init__(self, database=None):
        self.database = database

    def load(self, rows):
        return rows


class Postgres(Loader):
    def load(self, rows):
        return rows


class Cleaner:
    def clean(self, rows):
        return rows


def make_loader(name):
    if name == "snowflake":
        return Snowflake()
    return Postgres()


def find_loader(name) -> Loader:
    return registry.find(name)


def make_cleaner():
    return Cleaner()


LOADERS = {"snowflake": Snowflake, "postgres": Postgres}
"""
