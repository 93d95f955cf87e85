"""Dockerfiles: their stages, and what an image that is built by them runs and offers.

Nothing is built. Arguments (`ARG`) have the values that the caller gives, else their defaults;
one without any is a placeholder, `{arg:NAME}`.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.documents.dockerfile_lines import Instruction, instructions
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Told:
    """Something that an instruction tells, and the instruction's line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class BuildStage:
    """One stage of a Dockerfile, with what it has from the stage that it is built from.

    `name` is "" for a stage without one. `image` is what stands behind FROM: an image or the name
    of a stage before; `base` is the image that this comes down to. `entrypoint` and `command` are
    words as for a shell, None where there are none. `ports` are `8080` or `53/udp`.
    `environment` are names only.
    """

    name: str
    image: Told
    base: Told
    entrypoint: Told | None = None
    command: Told | None = None
    user: Told | None = None
    workdir: Told | None = None
    healthcheck: Told | None = None
    ports: tuple[Told, ...] = ()
    volumes: tuple[Told, ...] = ()
    environment: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """The stages of a Dockerfile, in its order."""

    stages: tuple[BuildStage, ...] = ()

    def stage(self, target: str = "") -> BuildStage | None:
        """Return the stage of that name or number, the last one for "", None where there is none.

        That is what `docker build --target` builds.
        """
        if not target:
            return self.stages[-1] if self.stages else None
        if target.isdecimal() and int(target) < len(self.stages):
            return self.stages[int(target)]
        named = [stage for stage in self.stages if stage.name == target.lower()]
        return named[-1] if named else None


_NAMES = frozenset(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL "
    "STOPSIGNAL USER VOLUME WORKDIR".split()
)
_STAGE_NAME = re.compile(r"[a-z][a-z0-9_.-]*")
_FLAGS = re.compile(r"(?:--[\w.-]+(?:=\S*)?\s+)*")
_PORT = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,5})?(?:/(?:tcp|udp|sctp))?", re.IGNORECASE)
_VARIABLE = re.compile(
    r"\\\$|\$\{(?P<braced>\w+)(?::?(?P<operator>[-+?])(?P<words>[^{}]*))?\}|\$(?P<plain>\w+)"
)
_ASSIGNMENT = re.compile(
    r"(?<!\S)(?P<name>[^\s=]+)=(?P<value>\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?:\\.|\S)*)"
)
_MAX_INSTRUCTIONS: Final = 2_000
_MAX_TOLD: Final = 1_000  # ports, volumes or names of one stage
_MAX_LENGTH: Final = 10_000  # characters of a value, once its variables are replaced


@dataclass(slots=True)
class _Building:
    """What is known while the instructions are read one after the other."""

    source: str
    given: Mapping[str, str]
    arguments: dict[str, str] = field(default_factory=dict)  # before the first FROM
    values: dict[str, str] = field(default_factory=dict)  # in the stage
    stages: list[BuildStage] = field(default_factory=list)
    known: list[dict[str, str]] = field(default_factory=list)  # ENV of each stage
    command_is_inherited: bool = False
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.source, line, message))


def read_dockerfile(
    text: str, source: str, arguments: Mapping[str, str] | None = None
) -> tuple[Dockerfile, tuple[Problem, ...]]:
    """Return the stages of a Dockerfile and what is wrong with it.

    `arguments` are the build arguments that are given from outside.
    """
    state = _Building(source, arguments or {})
    for number, instruction in enumerate(instructions(text)):
        if number == _MAX_INSTRUCTIONS:
            message = f"has over {_MAX_INSTRUCTIONS:,} instructions; the rest isn't read"
            state.problem(instruction.line, message)
            break
        _take(state, instruction)
    if not state.stages and not state.problems:
        state.problem(0, "has no FROM, so it builds nothing")
    return Dockerfile(tuple(state.stages)), tuple(state.problems)


def _take(state: _Building, instruction: Instruction) -> None:
    name, line = instruction.name, instruction.line
    if name not in _NAMES:
        state.problem(
            line, f"there is no instruction {name[:40]}; continue a line with \\ before it"
        )
    elif instruction.is_open:
        state.problem(line, f"a here-document of {name} never ends")
    elif not instruction.rest and name != "CMD":
        state.problem(line, f"{name} says nothing: it needs at least one argument")
    elif name == "FROM":
        _begin(state, instruction)
    elif name == "ARG":
        _argue(state, instruction)
    elif not state.stages:
        state.problem(line, f"{name} stands before the first FROM, where only ARG may")
    elif name in _READERS:
        state.stages[-1] = _READERS[name](state, state.stages[-1], instruction)


def _begin(state: _Building, instruction: Instruction) -> None:
    words = _FLAGS.sub("", instruction.rest, count=1).split()
    line = instruction.line
    is_named = len(words) == 3 and words[1].lower() == "as"  # noqa: PLR2004  image AS name
    if len(words) != 1 and not is_named:
        state.problem(line, "FROM wants an image, or image AS name")
    name = words[2].lower() if is_named else ""
    if name and not _STAGE_NAME.fullmatch(name):
        state.problem(line, f"{words[2]!r} is no name for a stage: letters, digits, -, _ and .")
    image = Told(_replaced(words[0] if words else "", state.arguments), line)
    if not image.text:
        state.problem(line, "FROM names no image: its argument has no value")
    before = [place for place, stage in enumerate(state.stages) if stage.name == image.text.lower()]
    if image.text and before:
        parent = state.stages[before[-1]]
        stage = replace(parent, name=name, image=image, base=parent.base)
        state.values = dict(state.known[before[-1]])
    else:
        stage = BuildStage(name, image, image)
        state.values = {}
    state.command_is_inherited = True
    state.stages.append(stage)
    state.known.append({})
    state.known[-1].update(state.values)


def _argue(state: _Building, instruction: Instruction) -> None:
    """Take ARG NAME=default …; in a stage, a bare name has the value from before the first FROM."""
    scope = state.values if state.stages else state.arguments
    for word in _words(instruction.rest):
        name, has_default, default = word.partition("=")
        if name in state.given:
            scope[name] = state.given[name]
        elif has_default:
            scope[name] = _replaced(default, scope)
        elif name in state.arguments:
            scope[name] = state.arguments[name]
        else:
            scope.setdefault(name, f"{{arg:{name}}}")


def _entrypoint(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    """Take an ENTRYPOINT: a CMD of the stage that this one is built from counts no more."""
    stage = replace(stage, entrypoint=_command(instruction))
    return replace(stage, command=None) if state.command_is_inherited else stage


def _cmd(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    state.command_is_inherited = False
    return replace(stage, command=_command(instruction))


def _command(instruction: Instruction) -> Told | None:
    """Return the words of a command, in exec or in shell form; None for an empty list."""
    words = _list(instruction.rest)
    text = instruction.rest if words is None else shlex.join(words)
    return (
        Told(" ".join(text.split()) if words is None else text, instruction.line) if text else None
    )


def _list(text: str) -> list[str] | None:
    """Return the exec form's texts, None for the shell form (which Docker falls back to)."""
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if all(isinstance(word, str) for word in found) else None


def _healthcheck(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    rest = _FLAGS.sub("", instruction.rest, count=1)
    kind, _, words = rest.partition(" ")
    if kind.upper() == "NONE":
        return replace(stage, healthcheck=None)
    if kind.upper() != "CMD":
        state.problem(instruction.line, "HEALTHCHECK wants CMD and a command, or NONE")
        return stage
    told = _command(Instruction("CMD", words.strip(), instruction.line))
    return replace(stage, healthcheck=told)


def _expose(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    ports: list[Told] = []
    for word in _replaced(instruction.rest, state.values).split():
        if not _PORT.fullmatch(word) and "{arg:" not in word:
            state.problem(instruction.line, f"EXPOSE wants ports (8080, 53/udp), not {word[:40]!r}")
            continue
        number, _, protocol = word.partition("/")
        suffix = "" if protocol.lower() in ("", "tcp") else f"/{protocol.lower()}"
        ports.append(Told(f"{number}{suffix}", instruction.line))
    return replace(stage, ports=_each_once((*stage.ports, *ports)))


def _volume(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    words = _list(instruction.rest)
    found = instruction.rest.split() if words is None else words
    volumes = tuple(Told(_replaced(word, state.values), instruction.line) for word in found)
    return replace(stage, volumes=_each_once((*stage.volumes, *volumes)))


def _env(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    """Take ENV NAME=value …, or ENV NAME value."""
    pairs = [(match["name"], match["value"]) for match in _ASSIGNMENT.finditer(instruction.rest)]
    first, _, value = instruction.rest.partition(" ")
    if "=" not in first:
        pairs = [(first, value.strip())]
        if not value.strip():
            state.problem(instruction.line, "ENV wants NAME=value")
    names = tuple(Told(name, instruction.line) for name, _ in pairs)
    before = dict(state.values)
    for name, text in pairs:
        state.values[name] = state.known[-1][name] = _replaced(_unquoted(text), before)
    return replace(stage, environment=_each_once((*stage.environment, *names)))


def _user(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    return replace(stage, user=Told(_replaced(instruction.rest, state.values), instruction.line))


def _workdir(state: _Building, stage: BuildStage, instruction: Instruction) -> BuildStage:
    folder = _replaced(_unquoted(instruction.rest), state.values)
    if stage.workdir is not None and not folder.startswith(("/", "{arg:")) and ":" not in folder:
        folder = f"{stage.workdir.text.rstrip('/')}/{folder}"
    return replace(stage, workdir=Told(folder, instruction.line))


_READERS: dict[str, Callable[[_Building, BuildStage, Instruction], BuildStage]] = {
    "CMD": _cmd,
    "ENTRYPOINT": _entrypoint,
    "ENV": _env,
    "EXPOSE": _expose,
    "HEALTHCHECK": _healthcheck,
    "USER": _user,
    "VOLUME": _volume,
    "WORKDIR": _workdir,
}


def _each_once(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """Return what is told, each text once and with its last line."""
    return tuple({item.text: item for item in told[:_MAX_TOLD]}.values())


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is never closed
        return text.split()


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if is_quoted else text


def _replaced(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its variables replaced, by Docker's rules for Dockerfiles."""
    return _VARIABLE.sub(lambda match: _value(match, values), text)[:_MAX_LENGTH]


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    name = match["braced"] or match["plain"]
    if name is None:
        return "$"
    value = values.get(name)
    words = match["words"] or ""
    if match["operator"] == "+":
        return words if value else ""
    if match["operator"] == "-" and not value:
        return words
    return f"{{arg:{name}}}" if value is None else value
