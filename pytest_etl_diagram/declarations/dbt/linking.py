"""From `ref` and `source` to dependencies: each is found, or drawn as what it is: unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Dependency, Problem, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.declarations.dbt.nodes import Nodes
    from pytest_etl_diagram.declarations.dbt.project import Project
    from pytest_etl_diagram.declarations.dbt.values import Use
    from pytest_etl_diagram.model import Place


@dataclass(slots=True)
class Links:
    """The dependencies of a project, and the stages of what isn't its own.

    `names` maps (kind, name) of what is drawn to its stage's name; sources have the kind `source`
    and the name `source.table`.
    """

    project: Project
    nodes: Nodes
    names: Mapping[tuple[str, str], str]
    others: dict[str, Stage] = field(default_factory=dict)
    dependencies: dict[tuple[str, str], Dependency] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def link(self, target: str, uses: Iterable[Use], *, is_test: bool = False) -> None:
        """Add what a stage reads; what can't be found is a problem, of tests a reported one."""
        for use in uses:
            source = self._source(use, target, is_test=is_test)
            if not source:
                continue
            known = self.dependencies.get((source, target))
            uncertain = use.uncertain and (known is None or known.uncertain)
            self.dependencies[source, target] = Dependency(source, target, uncertain=uncertain)
            self.places.setdefault((source, target), use.place)

    def check_cycles(self) -> None:
        """Report resources that read each other in a circle, which dbt refuses."""
        circle = _in_circles(self.dependencies)
        if not circle:
            return
        place = self.places[min(circle)]
        names = ", ".join(sorted({source for source, _ in circle}))
        words = f"these read each other in a circle, which dbt refuses: {names}"
        self.project.problems.append(Problem(place.path, place.line, words))

    def _source(self, use: Use, target: str, *, is_test: bool) -> str:
        """Return the stage that is read, "" for none."""
        if use.kind == "source":
            name = ".".join(use.names)
            found = self.names.get(("source", name), "")
            return found or self._missing(use, name, target, is_test=is_test)
        package, name = use.names
        if package and package != self.project.name:
            return self._outside(f"{package}.{name}", use, package)
        for kind in ("model", "seed", "snapshot"):
            found = self.names.get((kind, self._versioned(use)), "")
            if found:
                return found
        return self._missing(use, name, target, is_test=is_test)

    def _versioned(self, use: Use) -> str:
        name = use.names[1]
        if use.version:
            return f"{name}.v{use.version}"
        return self.nodes.latest.get(name, name)

    def _missing(self, use: Use, name: str, target: str, *, is_test: bool) -> str:
        if use.unknown:
            return self._unknown(name, use)
        version = f".v{use.version}" if use.version else ""
        what = "source" if use.kind == "source" else "model"
        place = use.place
        if name + version in self.nodes.disabled:
            words = f"reads {name + version!r}, which is disabled; enable it, or don't read it"
        elif use.kind == "ref" and name in self.project.packages.models:
            package = self.project.packages.models[name]
            return self._outside(f"{package}.{name}", use, package)
        elif self.project.packages.unread:
            packages = " or ".join(self.project.packages.unread)
            return self._outside(name, use, packages)
        else:
            words = (
                f"reads the {what} {name + version!r}, which the project doesn't have; "
                "correct the name, or add it"
            )
        fatal = not (use.uncertain or is_test)
        problem = Problem(place.path, place.line, f"{target}: {words}", fatal)
        self.project.problems.append(problem)
        return ""

    def _unknown(self, name: str, use: Use) -> str:
        """Draw what is named by something that only a run knows."""
        shown = name.strip(".") or "{jinja:?}"
        self.others.setdefault(
            shown, Stage(shown, "", (("operator", use.kind),), "unknown", place=use.place)
        )
        return shown

    def _outside(self, name: str, use: Use, package: str) -> str:
        """Draw a resource of a package or of another project."""
        facts = (("operator", f"external {use.kind}"), ("package", package))
        self.others.setdefault(name, Stage(name, "", facts, "dependency", place=use.place))
        return name


def _in_circles(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the dependencies that are left when all are taken away that lead to or from an end."""
    left = set(edges)
    for forwards in (True, False):
        after: dict[str, list[str]] = {}
        waiting: dict[str, int] = {}
        for source, target in left:
            first, second = (source, target) if forwards else (target, source)
            after.setdefault(first, []).append(second)
            waiting[second] = waiting.get(second, 0) + 1
        free = [name for name in after if name not in waiting]
        done: set[str] = set()
        while free:
            name = free.pop()
            done.add(name)
            for second in after.get(name, ()):
                waiting[second] -= 1
                if not waiting[second]:
                    free.append(second)
        left = {(source, target) for source, target in left if not {source, target} & done}
    return left
