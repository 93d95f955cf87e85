"""What may have become of a part of a drawing, and what each looks like: a table only."""

from __future__ import annotations

from dataclasses import dataclass

KEPT, CAME, WENT, CHANGED = "kept", "came", "went", "changed"
"""What became of a box, an arrow, a line: also the names of their classes."""

LEFT_OUT = "left"
"""The class of the box that says how much isn't drawn."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn.

    `sign` stands before names and labels. `box` and `area` are styles of boxes and of the
    frames of groups, `line` that of arrows, and `arrow` takes the place of the arrow of its
    kind, unless it is "". `ground` is what is behind the lines of a sequence, "" for nothing.
    """

    sign: str
    box: str
    area: str
    line: str
    arrow: str = ""
    ground: str = ""


STATES = {
    KEPT: Look(
        "",
        "fill:#f6f8fa,stroke:#8c959f,color:#424a53",
        "fill:none,stroke:#8c959f",
        "stroke:#8c959f",
    ),
    CAME: Look(
        "+ ",
        "fill:#dafbe1,stroke:#1a7f37,color:#044f1e,stroke-width:3px",
        "fill:none,stroke:#1a7f37,stroke-width:3px",
        "stroke:#1a7f37,stroke-width:4px",
        "==>",
        "rgba(26, 127, 55, 0.2)",
    ),
    WENT: Look(
        "\u2212 ",
        "fill:#ffebe9,stroke:#cf222e,color:#660018,stroke-width:2px,stroke-dasharray:6 4",
        "fill:none,stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
        "stroke:#cf222e,stroke-width:2px",
        "-.-x",
        "rgba(207, 34, 46, 0.2)",
    ),
    CHANGED: Look(
        "~ ",
        "fill:#fff8c5,stroke:#9a6700,color:#3b2300,stroke-width:2px",
        "fill:none,stroke:#9a6700,stroke-width:2px",
        "stroke:#9a6700,stroke-width:2px",
        "",
        "rgba(191, 135, 0, 0.25)",
    ),
}
"""The look of each state.

Boxes set their own text colour and strokes are mid-tones, so that a drawing reads on a light
and on a dark page. Behind a sequence's lines the page has to show through for the same reason:
the colour of their text is the page's.
"""

LEFT_OUT_STYLE = "fill:none,stroke:#8c959f,stroke-dasharray:2 2"


def signed(state: str, text: str) -> str:
    """Return a name or label with the sign of its state."""
    return f"{STATES[state].sign}{text}".rstrip(" ")


def turned(before: str, after: str) -> str:
    """Write a text and what it was before, where that was something else: `old → new`."""
    return after if before == after else f"{before or _NOTHING} \u2192 {after or _NOTHING}"


_NOTHING = '""'
