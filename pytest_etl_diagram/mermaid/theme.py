"""What a role, a kind of edge and a direction look like: tables only.

Every class sets its text colour beside its fill, and strokes are mid-tones, so
that a drawing reads on a light and on a dark page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Brackets that make the shape, and the style of the class."""

    opening: str
    closing: str
    style: str


PART = "part"
"""Role of a box of an overview that stands for a drawing of its own."""

ELSEWHERE = "elsewhere"
"""Role of a node that is drawn for an edge's sake and belongs to another drawing."""

LOOKS = {
    "schedule": Look("([", "])", "fill:#fff8c5,stroke:#9a6700,color:#3b2300"),
    "dependency": Look("[", "]", "fill:#fbefff,stroke:#8250df,color:#2e1461"),
    "extract": Look("[", "]", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"),
    "transform": Look("[", "]", "fill:#dafbe1,stroke:#1a7f37,color:#044f1e"),
    "load": Look("[", "]", "fill:#fff1e5,stroke:#bc4c00,color:#5c2200"),
    "validate": Look("[", "]", "fill:#d2f4f0,stroke:#0f7b75,color:#033d3a"),
    "notify": Look("[", "]", "fill:#ffeff7,stroke:#bf3989,color:#611347"),
    "asset": Look("[(", ")]", "fill:#eaeef2,stroke:#6e7781,color:#24292f"),
    "unknown": Look("{{", "}}", "fill:#ffebe9,stroke:#cf222e,color:#660018,stroke-dasharray:4 3"),
    "other": Look("[", "]", "fill:#f6f8fa,stroke:#6e7781,color:#24292f"),
}
"""A look for each of `model.ROLES`."""

SPLIT_LOOKS = {
    ELSEWHERE: Look("(", ")", "fill:#f6f8fa,stroke:#6e7781,color:#57606a,stroke-dasharray:2 2"),
    PART: Look("[[", "]]", "fill:#f6f8fa,stroke:#6e7781,color:#24292f"),
}
"""The looks of what only the drawings of a split graph show."""

ARROWS = {"depends": "-->", "conditional": "-.->", "triggers": "==>"}
"""An arrow for each of `model.EDGE_KINDS`."""

DIRECTIONS = {"LR": "LR", "RL": "RL", "TB": "TB", "TD": "TB", "BT": "BT"}
"""Directions of a drawing, and the same inside a subgraph (Mermaid 10 has no TD there)."""


def class_definitions(*, split: bool) -> tuple[str, ...]:
    """Return the classDef lines: always all of them, so that no change of a role adds one."""
    looks = LOOKS | SPLIT_LOOKS if split else LOOKS
    return tuple(f"classDef {role} {look.style}" for role, look in looks.items())
