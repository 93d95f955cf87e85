"""Dockerfiles that no Compose file of the project builds: each is a deployment of its own."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.assembly import Runner, assemble
from pytest_etl_diagram.deployments.builds import builders
from pytest_etl_diagram.deployments.commands import shown_words, split_words
from pytest_etl_diagram.deployments.hints import DOCKERFILE_WORDS
from pytest_etl_diagram.deployments.images import classify, image_words, known_image
from pytest_etl_diagram.documents.dockerfile import read_dockerfile
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Place, Problem, Unit

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.dockerfile import BuildStage, Told
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model import Deployment

_NAME: Final = re.compile(
    rf"(?:^|/)(?:(?P<stem>[\w.-]+)\.{DOCKERFILE_WORDS}|{DOCKERFILE_WORDS}(?:[._-](?P<end>[\w.-]+))?)$"
)
_GENERIC: Final = frozenset(
    "build ci container containers deploy deployment deployments docker image images infra "
    "infrastructure ops src".split()
)
"""Folders that say nothing of what the image in them is."""


def read(files: Files, source: str) -> Found:
    """Return the deployment of a Dockerfile; nothing where a Compose file's drawing shows it."""
    used = builders(files, source)
    if used:
        return Found(dependencies=used)
    try:
        text = files.text(source)
    except SourceError as error:
        return Found(problems=(Problem(error.path, error.line, error.message),))
    dockerfile, problems = read_dockerfile(text, source)
    stage = dockerfile.stage()
    if stage is None:
        return Found(problems=problems)
    return Found(deployments=(_deployment(stage, source),), problems=problems)


def name_of(source: str) -> str:
    """Return what an image is called by its Dockerfile's path: `etl` of `services/etl/Dockerfile`.

    A name of the file's own counts more (`airflow.Dockerfile`, `Dockerfile.airflow`).
    """
    found = _NAME.search(source.lower())
    own = (found["stem"] or found["end"] or "") if found else ""
    if own:
        at = posixpath.basename(source).lower().index(own)
        return posixpath.basename(source)[at : at + len(own)]
    folders = reversed(posixpath.dirname(source).split("/"))
    return next(
        (name for name in folders if name and name.lower() not in _GENERIC),
        posixpath.basename(source),
    )


def _deployment(stage: BuildStage, source: str) -> Deployment:
    name = name_of(source)
    command = " ".join(told.text for told in (stage.entrypoint, stage.command) if told)
    known = classify(name, stage.base.text, command)
    facts = _facts(stage)
    unit = Unit(
        name,
        known.sort,
        known.area,
        tuple((key, value) for key, value, _ in facts),
        Place(source, line=stage.image.line),
        tuple((key, Place(source, line=line)) for key, _, line in facts),
    )
    drawn = assemble(name, source, [Runner(unit)], (), Place(source, line=1))
    return replace(drawn, orchestrates=_is_astro(stage.base.text))


def _is_astro(image: str) -> bool:
    """Tell whether an image is all that there is of an Airflow: Astro's projects have no more."""
    return "astro" in image and known_image(image) is not None


def _facts(stage: BuildStage) -> list[tuple[str, str, int]]:
    """Return the facts of an image, in the order to show, each with its line."""
    found = [("base", image_words(stage.base.text), stage.base.line)]
    commands = (("entrypoint", stage.entrypoint), ("command", stage.command))
    found.extend((name, _words(told), told.line) for name, told in commands if told)
    lists = (("expose", stage.ports), ("volumes", stage.volumes))
    found.extend(
        (name, ", ".join(sorted(each.text for each in told)), told[0].line)
        for name, told in lists
        if told
    )
    if stage.healthcheck:
        found.append(("healthcheck", _words(stage.healthcheck), stage.healthcheck.line))
    if stage.user:
        found.append(("user", stage.user.text, stage.user.line))
    return found


def _words(told: Told) -> str:
    return shown_words(split_words(told.text))
