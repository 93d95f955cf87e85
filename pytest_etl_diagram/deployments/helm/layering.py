"""Files of values that belong together: one for all places, and one a place on top of it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.helm.recognition import recognised
from pytest_etl_diagram.deployments.helm.values import overlaid
from pytest_etl_diagram.deployments.kubernetes.numbering import Numbering
from pytest_etl_diagram.documents.tree import Mapping, items, mapping, text
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.helm.recognition import Chart
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model import Problem

_PLACED = re.compile(r"(?P<base>[\w-]*?values)[-._](?P<place>[\w-]+)\.(?P<suffix>ya?ml)")
_PLACED_BEFORE = re.compile(r"(?P<place>[\w-]+)[-._]values\.(?P<suffix>ya?ml)")


@dataclass(frozen=True, slots=True)
class Layered:
    """The values that hold for one file, with what was read for them."""

    chart: Chart
    numbering: Numbering
    source: str
    problems: tuple[Problem, ...]
    dependencies: tuple[str, ...]

    def place(self, line: int) -> Place:
        """Return the place of a line; 0 is the whole file."""
        return self.numbering.place(line) if line else Place(self.source)


def values_of(files: Files, source: str) -> Layered | None:
    """Return the values that hold for a file, None if they aren't for a known chart.

    `values-prod.yaml` is on top of the `values.yaml` beside it.
    """
    numbering = Numbering()
    numbering.base("")  # the line 0 is nobody's
    base = base_of(files, source)
    problems: list[Problem] = []
    tree = None
    if base:
        below = _first(files, base, numbering, problems)
        if recognised(below) is not None:
            tree = overlaid(below, _first(files, source, numbering, problems))
    if tree is None:
        problems.clear()
        tree = _first(files, source, numbering, problems)
        base = ""
    chart = recognised(tree)
    if chart is None:
        return None
    return Layered(chart, numbering, source, tuple(problems), (base,) if base else ())


def base_of(files: Files, source: str) -> str:
    """Return the file of values that one for a certain place is on top of, "" for none."""
    folder, name = posixpath.split(source)
    match = _PLACED.fullmatch(name)
    bases = [match["base"]] if match is not None else []
    if match is None and _PLACED_BEFORE.fullmatch(name):
        bases = ["values"]
    for base in bases:
        for suffix in ("yaml", "yml"):
            path = posixpath.join(folder, f"{base}.{suffix}")
            if path != source and files.exists(path):
                return path
    return ""


def release_of(files: Files, source: str) -> str:
    """Return the version of Airflow's chart that an umbrella chart beside the values asks for."""
    path = posixpath.join(posixpath.dirname(source), "Chart.yaml")
    if not files.exists(path):
        return ""
    chart = mapping(next(iter(files.yaml(path).documents), None))
    for item in items(chart.get("dependencies")):
        dependency = mapping(item)
        if text(dependency.get("name")) == "airflow":
            return text(dependency.get("version")).lstrip("^~>=v ")
    return text(chart.get("version")) if text(chart.get("name")) == "airflow" else ""


def _first(files: Files, source: str, numbering: Numbering, problems: list[Problem]) -> Mapping:
    """Return a file's values, with what is wrong in it put to the problems.

    Those are in the first document for a chart that is known, else in the first one.
    """
    found = files.yaml(source)
    problems.extend(found.problems)
    known = (each for each in found.documents if recognised(each) is not None)
    document = next(known, next(iter(found.documents), Mapping()))
    return mapping(numbering.numbered(document, source))
