"""The `lineage` diagram: the pipelines of a project and the data between them."""

from pytest_etl_diagram.diagrams.lineage.drawing import KIND, build
from pytest_etl_diagram.diagrams.lineage.reach import Downstream

__all__ = ["KIND", "Downstream", "build"]
