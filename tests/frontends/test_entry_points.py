"""Other packages add front ends and kinds of diagram by entry points."""

from dataclasses import dataclass

import pytest

from pytest_etl_diagram import frontends
from pytest_etl_diagram.diagrams import kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.evaluate.values import Native
from pytest_etl_diagram.model import Diagram, Graph, Stage, Workflow

FLOWS = "flows of the test"


@dataclass(frozen=True)
class EntryPoint:
    name: str
    value: object

    def load(self):
        return self.value


def remember(it, args):
    it.state.setdefault(FLOWS, []).append(args.get(0, "name"))


def register(library):
    library.models["conveyor.flow"] = Native("conveyor.flow", remember)


def workflows(it, _module):
    return [Workflow(name, stages=(Stage("only"),)) for name in it.state.get(FLOWS, [])]


def titles(world):
    return tuple(
        Diagram("titles", f.name, world.source, Graph("titles", f.name)) for f in world.workflows
    )


@pytest.fixture
def others(monkeypatch):
    conveyor = frontends.FrontEnd("conveyor", ((b"conveyor",),), register, workflows)
    offered = {
        frontends.ENTRY_POINTS: [EntryPoint("conveyor", conveyor)],
        kinds.ENTRY_POINTS: [EntryPoint("titles", kinds.Kind("titles", titles))],
    }
    tables = (frontends.front_ends, kinds.kinds)
    for module, table in zip((frontends, kinds), tables, strict=True):
        monkeypatch.setattr(module, "entry_points", lambda group: offered[group])
        table.cache_clear()
    yield
    for table in tables:
        table.cache_clear()


@pytest.mark.usefixtures("others")
def test_front_end_and_kind_of_another_package_take_part(project):
    path = project.write("flows.py", "from conveyor import flow\nflow('parcels')\n")
    wanted = Options(kinds=("dag", "titles"))
    found = Project(project.root, options=wanted).read(path).diagrams
    assert [(d.kind, d.name) for d in found] == [("dag", "parcels"), ("titles", "parcels")]


@pytest.mark.usefixtures("others")
def test_hints_of_another_package_find_its_files():
    assert (b"conveyor",) in [hint for end in frontends.front_ends() for hint in end.hints]
