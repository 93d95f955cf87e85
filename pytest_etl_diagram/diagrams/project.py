"""Reading the source files of a project into diagrams."""

from __future__ import annotations

import contextlib
import gc
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.documents import Documents
from pytest_etl_diagram.diagrams.kinds import FILE, kinds
from pytest_etl_diagram.diagrams.locating import Code, find_line
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.diagrams.telling import missed, spent_words, told
from pytest_etl_diagram.diagrams.world import Options, World
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.builtins import make_builtins
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.library import Library
from pytest_etl_diagram.evaluate.modules import Modules, run_module
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue
from pytest_etl_diagram.flows import retries
from pytest_etl_diagram.flows.lineage import read_lineages
from pytest_etl_diagram.flows.options import FlowOptions
from pytest_etl_diagram.flows.reading import read_flows
from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.model import Location, Place, Problem
from pytest_etl_diagram.sources import folders, observing
from pytest_etl_diagram.sources.hints import SUFFIXES
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.text import read_code
from pytest_etl_diagram.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pytest_etl_diagram.model import Diagram, Lineage, Workflow
    from pytest_etl_diagram.syntax import tree

RECURSION_LIMIT = 10_000

_BUDGET_ERRORS = (Exhausted, RecursionError, MemoryError)


class ReadingFault(Exception):  # noqa: N818  what went wrong is its cause
    """Something that nobody expected went wrong while `location` was evaluated."""

    def __init__(self, location: Location) -> None:
        """Take the line."""
        super().__init__(location)
        self.location = location


class Project:
    """The state of a run: what is parsed is shared by all files of the project."""

    def __init__(  # noqa: PLR0913, PLR0917 -- all but the first have defaults
        self,
        rootdir: Path,
        import_roots: tuple[Path, ...] = (),
        variables: Mapping[str, object] | None = None,
        options: Options | None = None,
        flow_options: Callable[[str], FlowOptions] = lambda _: FlowOptions(),
        disk: Disk | None = None,
    ) -> None:
        """Take the root folder, further folders that imports start from, and known variables.

        `options` say what to draw, `flow_options` what is known of a file's entry
        points by the file's path relative to the root folder. `disk` is the run's, which is
        told what is asked of it; it knows the folders that imports start from itself.
        """
        self.rootdir = rootdir
        self.disk = disk or Disk(rootdir, import_roots)
        self.variables = _flat(variables or {})
        self._parsed: dict[str, tree.Module | SourceError] = {}
        self._front_ends = front_ends()
        self._options = options or Options()
        chosen = [kinds()[name] for name in self._options.kinds]
        self._kinds = tuple(kind for kind in chosen if kind.scope == FILE)
        self._traces = any(kind.traces for kind in chosen)
        self._documents = Documents(self.disk, self._kinds)
        self._flow_options = flow_options
        self._library = Library()
        for front_end in self._front_ends:
            front_end.register(self._library)
        if self._traces:
            retries.register(self._library)
        self._builtins = {**make_builtins(), **self._library.builtins}
        self._modules = Modules(self.disk.imports, self._parse)
        self._code = Code(self._modules)

    def read(self, path: Path) -> Reading:
        """Read one source file; what is wrong with it comes back as problems."""
        source = path.relative_to(self.rootdir).as_posix()
        with self.disk.watched() as questions, deep_stack(), _no_collection():
            reading = self._refused(source) or self._reader(source)(source)
        refused = self.disk.refused(questions)
        told = {each.path for each in reading.problems} | set(reading.dependencies)
        messages = [each.message for each in reading.problems]
        untold = (
            Problem(path, 0, f"can't be read: {why}", fatal=False)
            for path, why in sorted(refused.items())
            if path not in told and not any(f"{path} {why}" in each for each in messages)
        )
        problems = (*reading.problems, *untold)
        return replace(reading, problems=problems, questions=tuple(sorted(questions)))

    def _reader(self, source: str) -> Callable[[str], Reading]:
        return self._read if source.endswith(SUFFIXES) else self._documents.read

    def _refused(self, source: str) -> Reading | None:
        """Return the problem of what is no file of the project, whatever its name says."""
        if self.disk.folders.kind(source) == folders.FILE:
            return None
        refused, why = self.disk.refusal(source)
        if refused != source:
            return None
        return Reading(source, problems=(Problem(source, 0, f"can't be read: {why}"),))

    def _read(self, source: str) -> Reading:
        try:
            parsed = self._parse(source)
        except SourceError as error:
            return Reading(source, problems=(Problem(error.path, error.line, error.message),))
        it = Interpreter(self._library, self._modules, self._builtins, self.variables)
        module = ModuleValue(_module_name(source), source, Dict({"__name__": _module_name(source)}))
        it.loaded[source] = module
        with self._modules.sharing(it):
            try:
                return self._evaluated(it, module, parsed)
            except Exception as error:
                raise ReadingFault(self._last_line(Place(it.path or source, it.mark))) from error

    def _last_line(self, place: Place) -> Location:
        """Return the line of a place; the file only if that can't be worked out either."""
        try:
            return self.locate(place)
        except Exception:  # noqa: BLE001 -- there is a fault already, which is what is told
            return Location(place.path)

    def _evaluated(self, it: Interpreter, module: ModuleValue, parsed: tree.Module) -> Reading:
        """Return what evaluating a parsed file gives."""
        source = module.path
        world = World(source, notes=self._options.notes)
        diagrams: tuple[Diagram, ...] = ()
        lineages: tuple[Lineage, ...] = ()
        failure: tuple[Problem, ...] = ()
        try:
            run_module(it, module, parsed)
            world = replace(world, workflows=tuple(self._workflows(it, module)))
            lineages = tuple(w.lineage for w in world.workflows if w.lineage is not None)
            if self._traces:
                world, failure = self._trace(it, module, world)
                lineages, unread = self._lineages(it, module, world)
                failure = (*failure, *unread)
            diagrams = tuple(d for kind in self._kinds for d in kind.draw(world))
        except _BUDGET_ERRORS as error:
            failure = (self._spent(it, source, error),)
        problems = (*self._noted(it), *failure)
        dependencies = tuple(sorted(it.dependencies))
        return Reading(source, diagrams, problems, dependencies, world.structure, lineages=lineages)

    def _trace(
        self, it: Interpreter, module: ModuleValue, world: World
    ) -> tuple[World, tuple[Problem, ...]]:
        """Add what tracing the module's entry points gives; past a budget there is just none."""
        options = self._flow_options(world.source)
        try:
            flows, structure = read_flows(it, module, world.workflows, options)
        except _BUDGET_ERRORS as error:
            return world, (self._spent(it, world.source, error),)
        unread = tuple(missed(world.source, options.named, flows))
        return replace(world, flows=flows, structure=structure), unread

    def _lineages(
        self, it: Interpreter, module: ModuleValue, world: World
    ) -> tuple[tuple[Lineage, ...], tuple[Problem, ...]]:
        """Return what the module's pipelines take and give; past a budget what is known without.

        That it is past it is reported only: the diagrams of the file are whole.
        """
        options = self._flow_options(world.source)
        try:
            return read_lineages(it, module, world.workflows, world.flows, options), ()
        except _BUDGET_ERRORS as error:
            known = tuple(w.lineage for w in world.workflows if w.lineage is not None)
            return known, (replace(self._spent(it, world.source, error), fatal=False),)

    def _spent(self, it: Interpreter, source: str, error: BaseException) -> Problem:
        """Return the problem of a file whose evaluation has used up a budget."""
        return self._problem(Place(it.path or source, it.mark), spent_words(error), fatal=True)

    def _workflows(self, it: Interpreter, module: ModuleValue) -> list[Workflow]:
        return [
            workflow
            for front_end in self._front_ends
            for workflow in front_end.workflows(it, module)
        ]

    def locate(self, place: Place) -> Location:
        """Work out the line of a place: this parses its file again, so only when it is asked."""
        with deep_stack():
            return find_line(self._code, place)

    def _parse(self, source: str) -> tree.Module:
        """Return the parsed file, from memory after the first time."""
        self.disk.note(observing.FILE, source)
        found = self._parsed.get(source)
        if found is None:
            try:
                found = parse(source, read_code(self.disk, source))
            except SourceError as error:
                found = error
            self._parsed[source] = found
        if isinstance(found, SourceError):
            raise found
        return found

    def _noted(self, it: Interpreter) -> tuple[Problem, ...]:
        noted = [self._problem(place, words, fatal=fatal) for place, words, fatal in it.unplaced]
        return tuple(told(dict.fromkeys([*it.problems, *noted])))

    def _problem(self, place: Place, message: str, *, fatal: bool) -> Problem:
        location = self.locate(place)
        return Problem(location.path, location.line, message, fatal)


@contextlib.contextmanager
def deep_stack() -> Iterator[None]:
    """Let Python's stack grow for what nests: expressions, and functions calling each other."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Hold Python's garbage collector back while a file is read.

    A syntax tree is nothing but objects that don't hold each other: the collector looks for
    garbage among them again and again, for a quarter of the time that parsing takes, and finds
    none. Between two files it does its work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _module_name(source: str) -> str:
    """Return the name under which the file's own code sees itself: never `__main__`."""
    return source.rpartition("/")[2].removesuffix(".py")


def _flat(variables: Mapping[str, object]) -> dict[str, object]:
    """Return known variables by name: given flat, or below `variables` and `environment`."""
    flat: dict[str, object] = {}
    for name, value in variables.items():
        if name in ("variables", "environment") and isinstance(value, dict):
            flat.update(value)
        else:
            flat[name] = value
    return flat
