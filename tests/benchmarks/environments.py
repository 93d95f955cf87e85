"""Virtual environments with some packages, made by pip in the benchmarks' folder."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.accuracy.corpus import UnavailableError

from .runs import folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def make(name: str, *requirements: str) -> Path:
    """Return the Python of an environment of the benchmarks: see `make_in`."""
    return make_in(folder() / "environments" / name, requirements)


def make_in(place: Path, requirements: Iterable[str], base: str = sys.executable) -> Path:
    """Return the Python of an environment in the folder `place`, made with the Python `base`.

    It holds the requirements in their newest state. Raises UnavailableError where pip can't get
    them.
    """
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print(f"making an environment in {place}", flush=True)  # noqa: T201 -- takes long
        subprocess.run([base, "-m", "venv", str(place)], check=True)
    print(f"installing {', '.join(requirements)} into {place}", flush=True)  # noqa: T201
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, *requirements], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise UnavailableError(f"pip could not install {', '.join(requirements)}: {last}")
    return python
