"""Which of the supported Pythons this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Version = tuple[int, int]

SUPPORTED: tuple[Version, ...] = ((3, 10), (3, 11), (3, 12), (3, 13), (3, 14))


def found() -> dict[Version, str]:
    """Return a Python of each supported version that is here: this one, on PATH, or pyenv's."""
    running = (sys.version_info.major, sys.version_info.minor)
    pythons = {running: sys.executable} if running in SUPPORTED else {}
    for version in SUPPORTED:
        for candidate in _candidates(version):
            if version not in pythons and _version(candidate) == version:
                pythons[version] = candidate
    return dict(sorted(pythons.items()))


def _candidates(version: Version) -> Iterator[str]:
    name = f"python{version[0]}.{version[1]}"
    on_path = shutil.which(name)
    if on_path:
        yield on_path
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for folder in sorted((root / "versions").glob(f"{version[0]}.{version[1]}*")):
        yield str(folder / "bin" / name)


def _version(python: str) -> Version | None:
    """Return a Python's version; None if it doesn't run: pyenv's shims stand for any version."""
    told = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", told], capture_output=True, text=True, check=False)
    except OSError:
        return None
    words = done.stdout.split()
    return (int(words[0]), int(words[1])) if done.returncode == 0 and words else None
