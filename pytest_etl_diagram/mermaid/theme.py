"""What a role, a kind of edge and a direction look like: tables only.

Every class sets its text colour beside its fill, and strokes are mid-tones, so
that a drawing reads on a light and on a dark page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


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
    "start": Look("([", "])", "fill:#dafbe1,stroke:#1a7f37,color:#044f1e,stroke-width:2px"),
    "outcome": Look("([", "])", "fill:#eaeef2,stroke:#57606a,color:#24292f,stroke-width:2px"),
    "decision": Look("{", "}", "fill:#fff8c5,stroke:#9a6700,color:#3b2300"),
    "error": Look("[", "]", "fill:#ffebe9,stroke:#cf222e,color:#660018,stroke-width:2px"),
    "handler": Look("[/", "/]", "fill:#ffebe9,stroke:#cf222e,color:#660018"),
    "guard": Look("[[", "]]", "fill:#f6f8fa,stroke:#6e7781,color:#24292f"),
    "retry": Look("{", "}", "fill:#fff1e5,stroke:#bc4c00,color:#5c2200,stroke-dasharray:4 3"),
    "wait": Look("(", ")", "fill:#fff1e5,stroke:#bc4c00,color:#5c2200,stroke-dasharray:4 3"),
    "loop": Look("{{", "}}", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"),
    "fork": Look("[/", "\\]", "fill:#fbefff,stroke:#8250df,color:#2e1461"),
    "note": Look(">", "]", "fill:#fff8c5,stroke:#9a6700,color:#3b2300,stroke-dasharray:2 2"),
    "component": Look("[", "]", "fill:#eaeef2,stroke:#57606a,color:#24292f"),
    "interface": Look("(", ")", "fill:#fbefff,stroke:#8250df,color:#2e1461,stroke-dasharray:4 3"),
    "store": Look("[(", ")]", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"),
    "config": Look("[/", "/]", "fill:#fff8c5,stroke:#9a6700,color:#3b2300"),
    "dag": Look("{{", "}}", "fill:#d2f4f0,stroke:#0f7b75,color:#033d3a"),
    "service": Look("[", "]", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"),
    "job": Look("[[", "]]", "fill:#dafbe1,stroke:#1a7f37,color:#044f1e"),
    "gateway": Look("([", "])", "fill:#fff1e5,stroke:#bc4c00,color:#5c2200"),
    "pipeline": Look("{{", "}}", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"),
    "stream": Look("{{", "}}", "fill:#fbefff,stroke:#8250df,color:#2e1461"),
}
"""A look for each of `model.ROLES`."""

SPLIT_LOOKS = {
    ELSEWHERE: Look("(", ")", "fill:#f6f8fa,stroke:#6e7781,color:#57606a,stroke-dasharray:2 2"),
    PART: Look("[[", "]]", "fill:#f6f8fa,stroke:#6e7781,color:#24292f"),
}
"""The looks of what only the drawings of a split graph show."""

_OF_A_DAG = "schedule dependency extract transform load validate notify asset unknown other".split()
_OF_AN_ACTIVITY = (
    "extract transform load validate notify unknown other "
    "start outcome decision error handler guard retry wait loop fork".split()
)
_OF_AN_ARCHITECTURE = (
    "extract transform load validate notify unknown other component interface store config dag"
).split()
_OF_A_DEPLOYMENT = "service job gateway store config dag".split()
_OF_A_LINEAGE = "dag pipeline stream job asset".split()
STANDARD_ROLES = {
    "activity": _OF_AN_ACTIVITY,
    "architecture": _OF_AN_ARCHITECTURE,
    "deployment": _OF_A_DEPLOYMENT,
    "lineage": _OF_A_LINEAGE,
}
"""The roles whose classes every drawing of a kind defines; those of a DAG for other kinds."""

ARROWS = {
    "depends": "-->",
    "conditional": "-.->",
    "triggers": "==>",
    "raises": "--x",
    "repeats": "--->",
    "data": "===>",
    "implements": "-..->",
    "holds": "--o",
    "configures": "-.-",
    "uses": "-.-o",
    "connects": "==o",
    "routes": "<-->",
    "monitors": "<-.->",
}
"""An arrow for each of `model.EDGE_KINDS`.

Those of a deployment are as short as can be: a longer arrow pushes its target a
rank further, and an area with it. Where a request goes and its answer comes back
(`routes`, `monitors`), the arrow has two heads.
"""

MESSAGE_ARROWS = {"call": "->>", "return": "-->>"}
"""An arrow for each of `model.MESSAGE_KINDS` but `note`."""

FRAME_WORDS = {
    "alt": "else",
    "opt": "",
    "loop": "",
    "par": "and",
    "critical": "option",
    "break": "",
}
"""For each of `model.FRAME_KINDS` the word before its second section, "" where it has none."""

ACTOR = "start"
"""The role of the participants that are drawn as a person."""

DEFAULT_ROLE = "component"
"""The role of the other participants, unless their label names another."""

DIRECTIONS = {"LR": "LR", "RL": "RL", "TB": "TB", "TD": "TB", "BT": "BT"}
"""Directions of a drawing, and the same inside a subgraph (Mermaid 10 has no TD there)."""


def class_definitions(kind: str, roles: Collection[str]) -> tuple[str, ...]:
    """Return the classDef lines of a drawing of this kind that has these roles.

    The standard roles of the kind are always all defined, and so are those of
    split drawings as soon as one of them occurs: hardly a change of a role
    adds a line.
    """
    defined = {*STANDARD_ROLES.get(kind, _OF_A_DAG), *roles}
    looks = {role: look for role, look in LOOKS.items() if role in defined}
    if not SPLIT_LOOKS.keys().isdisjoint(roles):
        looks |= SPLIT_LOOKS
    return tuple(f"classDef {role} {look.style}" for role, look in looks.items())
