"""The `architecture` diagram: the components of a whole project, and what they have to do."""

from pytest_etl_diagram.diagrams.architecture.building import KIND, OwnLayers, build, diagram

__all__ = ["KIND", "OwnLayers", "build", "diagram"]
