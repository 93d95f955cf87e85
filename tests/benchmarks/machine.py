"""Where it was measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .table import TIMES

PACKAGES = ("pytest-etl-diagram", "pytest", "syrupy", "libcst")


def described() -> str:
    """Return a line about the machine: processors, system, versions, and what else it does now."""
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    load = f"; load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    processors = f"{os.cpu_count()} {TIMES} {_processor()}"
    python = f"Python {platform.python_version()}"
    return f"{processors}, {platform.system()}, {python}, {versions}{load}."


def _processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
