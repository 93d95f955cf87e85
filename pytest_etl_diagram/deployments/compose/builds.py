"""What a service is built from: its folder, and what the Dockerfile says of the image."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import shown_words, split_words
from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.tree import Table, Text, keys_of, text_of
from pytest_etl_diagram.deployments.images import image_words
from pytest_etl_diagram.documents.dockerfile import read_dockerfile
from pytest_etl_diagram.documents.interpolation import placeholder
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.running import Told
    from pytest_etl_diagram.deployments.compose.tree import Node
    from pytest_etl_diagram.documents import dockerfile
    from pytest_etl_diagram.documents.dockerfile import BuildStage
    from pytest_etl_diagram.documents.files import Files

_DEFAULT = "Dockerfile"


@dataclass(frozen=True, slots=True)
class _Script:
    """The text of a Dockerfile; its lines are `before` more in the file `source`."""

    text: str
    source: str
    before: int = 0


def build_facts(files: Files, notes: Notes, service: Table, folder: str) -> dict[str, Told]:
    """Return `build`, and what the Dockerfile tells: `base`, `entrypoint`, `command`, its test.

    A service's own entry point takes the place of the Dockerfile's command, too.
    """
    key = service.key("build")
    if key is None or not isinstance(key.node, Table):
        return {}
    shown = ", ".join(words for words, _ in build_words(key.node, folder))
    found: dict[str, Told] = {"build": (shown, key.place)}
    script = _script(files, notes, key.node)
    stage = None if script is None else _stage(notes, key.node, script)
    if script is None or stage is None:
        return found
    found["base"] = image_words(stage.base.text), _place(script, stage.base)
    told = {"entrypoint": stage.entrypoint, "command": stage.command}
    if service.get("entrypoint") is not None:
        told = {}
    if service.get("healthcheck") is None:
        told["healthcheck"] = stage.healthcheck
    for name, each in told.items():
        if each is not None:
            found[name] = shown_words(split_words(each.text)), _place(script, each)
    return found


def build_words(build: Node | None, folder: str) -> Iterator[Told]:
    """Yield what a build is of, each part with its place: `./etl`, `target: prod`."""
    if not isinstance(build, Table):
        return
    context = build.key("context")
    where = build.place if context is None else context.place
    yield paths.shown(folder, text_of(build.get("context")) or "."), where
    inline, dockerfile = build.key("dockerfile_inline"), build.key("dockerfile")
    path = posixpath.normpath(text_of(build.get("dockerfile")) or _DEFAULT)
    if inline is not None:
        yield "dockerfile inline", inline.place
    elif dockerfile is not None and path != _DEFAULT:
        yield f"dockerfile: {path}", dockerfile.place
    target = build.key("target")
    if target is not None and text_of(target.node):
        yield f"target: {text_of(target.node)}", target.place


def _script(files: Files, notes: Notes, build: Table) -> _Script | None:
    """Return a build's Dockerfile; None where it isn't in the project, with a note if it should."""
    inline = build.get("dockerfile_inline")
    if isinstance(inline, Text):
        return _Script(inline.text, inline.place.path, inline.place.line)
    source = _path(build)
    if source is None:
        return None
    if not files.exists(source):
        notes.remark(
            build.place, f"there is no Dockerfile `{source}` in the project; correct its path"
        )
        return None
    notes.read.add(source)
    try:
        return _Script(files.text(source), source)
    except SourceError as error:
        notes.unreadable(error)
        return None


def _path(build: Table) -> str | None:
    """Return where the Dockerfile is, relative to the root; None where that isn't in the project.

    Remote contexts aren't, and not those whose path holds a variable that isn't known.
    """
    context, name = text_of(build.get("context")) or ".", text_of(build.get("dockerfile"))
    if "{" in context + name or paths.inside(context) is None or name.startswith(("/", "~")):
        return None
    whole = posixpath.normpath(posixpath.join(context, name or _DEFAULT))
    return None if whole.startswith("../") else whole


def _stage(notes: Notes, build: Table, script: _Script) -> BuildStage | None:
    arguments = {key.name: _argument(key.name, key.node) for key in keys_of(build.get("args"))}
    read, problems = read_dockerfile(script.text, script.source, arguments)
    for problem in problems:
        notes.remark(Place(script.source, line=problem.line + script.before), problem.message)
    target = build.key("target")
    stage = read.stage("" if target is None else text_of(target.node))
    if stage is None and target is not None and read.stages:
        notes.wrong(
            target.place,
            f"`{script.source}` has no stage `{text_of(target.node)}`; correct `target`",
        )
    return stage


def _argument(name: str, node: object) -> str:
    """Return the value of a build argument; one without a value comes from outside."""
    return node.text if isinstance(node, Text) and not node.null else placeholder(name)


def _place(script: _Script, told: dockerfile.Told) -> Place:
    return Place(script.source, line=told.line + script.before)
