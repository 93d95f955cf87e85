"""What may differ around a run without one byte of its results changing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.example.project import FLAGS as UNCACHED

if TYPE_CHECKING:
    from collections.abc import Mapping

CACHED = ("-p", "no:hypothesispytest")  # its summary imports all of hypothesis


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A way to start pytest: variables, arguments, name of the project's folder, where from.

    From `elsewhere` the commands that a report gives name the folder, as they must.
    """

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = CACHED
    folder: str = "project"
    elsewhere: bool = False


def _seed(number: int) -> Mapping[str, str]:
    return {"PYTHONHASHSEED": str(number)}


PLAIN = Surroundings("plain", _seed(0))

ASCII = Surroundings(
    "a system that knows ASCII only",
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
)
"""pytest itself can't run a test there whose name holds other letters."""

SHUFFLED = ("-p", "tests.trust.environments.shuffled")

SURROUNDINGS = (
    Surroundings(
        "folders listed in another order",
        _seed(1) | {"LISTING_SEED": "1"},
        (*UNCACHED, *SHUFFLED),
    ),
    Surroundings(
        "two workers, and folders listed in yet another order",
        _seed(2) | {"LISTING_SEED": "2"},
        (*CACHED, *SHUFFLED, "-n", "2"),
    ),
    Surroundings(
        "no locale, another encoding of the terminal, a time zone far east",
        _seed(3) | {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "TZ": "Pacific/Kiritimati"},
    ),
    Surroundings(
        "path with spaces and letters of other scripts, started from elsewhere",
        _seed(4) | {"PYTHONOPTIMIZE": "2", "TZ": "America/St_Johns"},
        folder="mein Projekt - größe 日次 (x) 'y' & z",
        elsewhere=True,
    ),
    Surroundings(
        "a narrow, coloured terminal and nothing cached",
        {"PYTHONHASHSEED": "random", "COLUMNS": "40", "PY_COLORS": "1"},
        UNCACHED,
    ),
)
