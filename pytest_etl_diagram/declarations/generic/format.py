"""The format of pipelines in YAML of a project's own making: which files, and what is in them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.building import build
from pytest_etl_diagram.declarations.generic.candidates import candidates
from pytest_etl_diagram.declarations.generic.others import is_other
from pytest_etl_diagram.declarations.generic.recognising import ANYWHERE, LIKELY
from pytest_etl_diagram.declarations.generic.tagged import untagged
from pytest_etl_diagram.declarations.hints import BELOW, NAMED
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from pytest_etl_diagram.declarations.generic.building import Built
    from pytest_etl_diagram.documents.files import Files, YamlFile

_TRANSLATED = re.compile(r"(?:^|/)(?:locales?|i18n|translations?|lang|languages)/")
"""Texts for people, by the words of a program: among them those of one for pipelines."""


def read(files: Files, source: str) -> Found:
    """Return the pipelines that a file describes, nothing for one of another kind."""
    if _TRANSLATED.search(source.lower()):
        return Found()
    file = files.yaml(source)
    enough = LIKELY if _is_certain(source) else ANYWHERE
    built: list[Built] = []
    others = 0
    problems: list[Problem] = []
    for document in file.documents:
        if is_other(document):
            others += 1
            continue
        found = candidates(untagged(document), _stem(source), enough=enough)
        built += [build(candidate, files, source) for candidate in found.found]
        problems += [Problem(source, w.line, w.message, w.fatal) for w in found.wrong]
    problems += [problem for each in built for problem in each.problems]
    named = _told_apart(built)
    problems += [_renamed(each) for each, was in zip(named, built, strict=True) if each is not was]
    is_meant = bool(built) or (_is_certain(source) and not others)
    return Found(
        tuple(each.workflow for each in named),
        problems=(*_of_file(file, found=is_meant), *problems),
        dependencies=tuple(dict.fromkeys(path for each in built for path in each.files)),
    )


def _is_certain(source: str) -> bool:
    return re.search(rf"(?:{NAMED}|{BELOW})\Z", source.lower()) is not None


def _stem(source: str) -> str:
    """Return the name of a pipeline that has none of its own: that of its file."""
    name = source.rpartition("/")[2].rpartition(".")[0]
    folder = source.rpartition("/")[0].rpartition("/")[2]
    return folder if folder and name.lower() in ("pipeline", "etl", "config", "main") else name


def _of_file(file: YamlFile, *, found: bool) -> tuple[Problem, ...]:
    """Return the problems of a file that is a pipeline, or of which nothing can be read."""
    if found or not file.documents:
        return file.problems
    return ()


def _renamed(built: Built) -> Problem:
    place = built.workflow.place
    words = f"another pipeline of this file has the name of {built.workflow.name}; give it its own"
    path, line = (place.path, place.line) if place is not None else ("", 0)
    return Problem(path, line, words, fatal=False)


def _told_apart(built: list[Built]) -> list[Built]:
    """Give each pipeline of a file a name of its own: a second one of a name is `orders (2)`."""
    seen: dict[str, int] = {}
    named = []
    for each in built:
        name = each.workflow.name
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
            lineage = each.workflow.lineage
            renamed = replace(lineage, name=name) if lineage is not None else None
            workflow = replace(each.workflow, name=name, lineage=renamed)
            named.append(replace(each, workflow=workflow))
        else:
            named.append(each)
    return named
