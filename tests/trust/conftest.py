"""What the tests of trust share: the project on which they run pytest."""

from tests.plugin.conftest import project, sales

__all__ = ["project", "sales"]
