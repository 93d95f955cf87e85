"""Architectures that are too much for one drawing: an overview of packages, and one each."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pytest_etl_diagram.diagrams.architecture import diagram
from pytest_etl_diagram.diagrams.architecture.groups import OUTSIDE
from pytest_etl_diagram.flows.structure import structure
from pytest_etl_diagram.flows.tree import Structure
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.split import drawings
from tests.diagrams.architecture.drawn import cls, drawn, flow, link, reads, step, told
from tests.mermaid.real import understood
from tests.reading import Files

AREAS = "abcdef"
PACKAGES = [f"shop/{area}/{kind}" for area in AREAS for kind in ("extract", "load")]


def _file(package: str, number: int) -> str:
    """Return a file of 25 classes: a base, and others that hold one and extend the other."""
    lines = ["class Base{0}:", "    def run(self): ..."]
    for index in range(24):
        name = f"Part{{0}}x{index}"
        held = f"Part{{0}}x{index - 1}" if index else "Base{0}"
        lines += [
            f"class {name}(Base{{0}}):",
            f"    def __init__(self, part: {held}):",
            "        self.part = part",
            "    def run(self): ...",
        ]
    return "\n".join(lines).format(f"{package.replace('/', '_')}_{number}") + "\n"


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """Return the architecture of a project of 600 classes in 24 files of 12 packages."""
    project = Files(tmp_path_factory.mktemp("big"))
    imports = []
    for package in PACKAGES:
        for number in range(2):
            project.write(f"{package}/m{number}.py", _file(package, number))
            imports.append(f"import {package.replace('/', '.')}.m{number}\n")
    it, module = project.evaluate("".join(imports), "main.py")
    return diagram([Structure("main.py", *structure(it, module))], "shop")


def test_every_class_and_every_link_is_there(big):
    assert len(big.graph.nodes) == 600
    assert len(big.graph.edges) == 24 * 24 * 2


def test_it_is_split_and_read_back(big):
    text = render(big)
    assert parse(text).graph == big.graph
    assert render(big) == text


def test_the_overview_is_of_packages_and_each_has_a_drawing(big):
    titles = [drawing.title for drawing in drawings(big.graph)]
    assert titles == ["overview", *(f"shop/{area}" for area in AREAS)]


def test_every_drawing_of_it_is_understood_by_the_real_mermaid(big):
    for drawing in drawings(big.graph)[:3]:
        assert understood(drawing.text).nodes


def _parts(folder: str, number: int) -> list:
    return [cls(f"Part{folder.replace('/', '_')}{n}", f"{folder}/m{n}.py") for n in range(number)]


def test_a_package_that_is_too_big_itself_is_split_by_folders_and_layers():
    parts = [*_parts("a/extract", 300), *_parts("a/load", 300), *_parts("b", 2)]
    links = [link("uses", one, two) for one, two in pairwise(parts)]
    titles = [d.title for d in drawings(drawn(told(*parts, links=links)).graph)]
    assert [t for t in titles if not t.startswith("links")] == [
        "overview",
        "a/extract",
        "a/load",
        "b",
    ]


def test_packages_of_a_big_project_have_their_layers_inside_of_them():
    parts = _parts("a", 450)
    user = cls("Main", "main.py")
    links = [link("uses", user, part) for part in parts]
    of_user = flow(user, step(1, None, endpoints=(reads("S3"),)))
    graph = drawn(told(user, *parts, links=links, flows=[of_user])).graph
    names = {group.id: group.name for group in graph.groups}
    parents = {group.name: names.get(group.parent, "") for group in graph.groups}
    assert parents == {
        "shop": "",
        "shop: orchestration": "shop",
        "a": "",
        "a: utilities": "a",
        OUTSIDE: "",
    }


def test_a_folder_that_only_holds_one_other_has_no_group():
    parts = _parts("src/shop/core", 450)
    links = [link("uses", parts[0], part) for part in parts[1:]]
    names = {group.name for group in drawn(told(*parts, links=links)).graph.groups}
    assert names == {"src/shop/core", "src/shop/core: utilities"}
