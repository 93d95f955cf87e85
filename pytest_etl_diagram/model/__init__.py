"""The data every layer shares: graphs, workflows, deployments, drifts, problems, places.

Only frozen, slotted dataclasses of strings, numbers and tuples stand here, so
that a value means the same in every layer and can be compared, hashed and
pickled. Nothing in this package knows pytest, libcst, Mermaid or Airflow.
"""

from pytest_etl_diagram.model.deployments import (
    AREAS,
    UNIT_SORTS,
    Deployment,
    Tie,
    Unit,
)
from pytest_etl_diagram.model.drifts import (
    LEVELS,
    Drift,
    Gathered,
    LocatedDrift,
)
from pytest_etl_diagram.model.graphs import (
    EDGE_KINDS,
    FRAME_KINDS,
    MESSAGE_KINDS,
    ROLES,
    Diagram,
    Edge,
    Fact,
    Frame,
    Graph,
    Group,
    Message,
    Node,
    Section,
)
from pytest_etl_diagram.model.lineage import (
    PIPELINE_SORTS,
    DataAsset,
    Lineage,
)
from pytest_etl_diagram.model.places import (
    FactPlaces,
    Location,
    Place,
    Problem,
)
from pytest_etl_diagram.model.workflows import (
    Dependency,
    Stage,
    StageGroup,
    Workflow,
)

__all__ = [
    "AREAS",
    "EDGE_KINDS",
    "FRAME_KINDS",
    "LEVELS",
    "MESSAGE_KINDS",
    "PIPELINE_SORTS",
    "ROLES",
    "UNIT_SORTS",
    "DataAsset",
    "Dependency",
    "Deployment",
    "Diagram",
    "Drift",
    "Edge",
    "Fact",
    "FactPlaces",
    "Frame",
    "Gathered",
    "Graph",
    "Group",
    "Lineage",
    "LocatedDrift",
    "Location",
    "Message",
    "Node",
    "Place",
    "Problem",
    "Section",
    "Stage",
    "StageGroup",
    "Tie",
    "Unit",
    "Workflow",
]
