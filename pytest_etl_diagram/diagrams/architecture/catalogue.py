"""The components of a whole project, from what each of its files tells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.flows.structure import is_test, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_etl_diagram.flows.tree import Component, Flow, Link, Structure
    from pytest_etl_diagram.model import Place


class Key(NamedTuple):
    """What a box stands for: a class in a file, the functions of a file, or a missing class.

    Functions have no `name`, a missing class no `module`.
    """

    name: str
    module: str


@dataclass(frozen=True, slots=True)
class Job:
    """A callable that a task of a DAG runs: `source` is the file that defines the DAG.

    `place` is where the task is made, as far as that is known.
    """

    dag: str
    source: str
    target: Key
    function: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of a project, tests left out, whatever the order of its files.

    `configuration` has, by component and file, the keys that are read; `same`
    the classes of each name; `homes` the files of a class and all of its bases;
    `made` where objects are made (see `Structure`).
    """

    components: Mapping[Key, Component]
    configuration: Mapping[Key, Mapping[str, frozenset[str]]]
    links: tuple[Link, ...]
    flows: tuple[Flow, ...]
    jobs: tuple[Job, ...]
    same: Mapping[str, tuple[Key, ...]]
    homes: Mapping[Key, frozenset[str]]
    made: tuple[tuple[str, str, str, Place], ...] = ()

    def key(self, name: str, module: str) -> Key:
        """Return what a class or function belongs to, by its name and file.

        A class without a file that is the only one of its name in the project is
        taken for that one: deployments have import paths of their own.
        """
        return _key(name, module, self.components, self.same)

    def home(self, key: Key) -> frozenset[str]:
        """Return the files of a class and of its bases: what else is in them are its details."""
        return self.homes.get(key, frozenset((key.module,)))


def _key(
    name: str,
    module: str,
    components: Mapping[Key, Component],
    same: Mapping[str, tuple[Key, ...]],
) -> Key:
    if not module:
        found = same.get(name, ())
        return found[0] if len(found) == 1 else Key(name, "")
    key = Key(name, module)
    return key if key in components else Key("", module)


def catalogue(structures: Sequence[Structure]) -> Catalogue:
    """Unite what the files of a project tell."""
    ordered = sorted(structures, key=lambda each: each.source)
    components: dict[Key, Component] = {}
    for structure in ordered:
        for each in structure.components:
            key = Key(each.name if each.is_class else "", each.module)
            if not is_test(each.module) and (key not in components or structure.source == key[1]):
                components[key] = each
    named: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sorted(components):
        if key.name:
            named[key.name].append(key)
    same = {name: tuple(keys) for name, keys in named.items()}
    jobs = {
        Job(dag, structure.source, _callable(function, module, components), function, place)
        for structure in ordered
        for (dag, function, module), place in _jobs(structure)
        if not is_test(structure.source)
    }
    links = joined(components.values(), (link for each in ordered for link in each.links))
    return Catalogue(
        components,
        _configuration(ordered),
        links,
        tuple(f for each in ordered for f in each.flows if not is_test(f.source)),
        tuple(sorted(jobs, key=lambda job: (job.dag, job.source, job.target, job.function))),
        same,
        _homes(links),
        tuple(each for structure in ordered for each in structure.made),
    )


def _jobs(structure: Structure) -> Iterator[tuple[tuple[str, str, str], Place | None]]:
    """Yield what the DAGs of a file run, and where the first task is made that does."""
    known: dict[tuple[str, str, str], Place] = {}
    for dag, function, module, place in structure.starts:
        known.setdefault((dag, function, module), place)
    return ((call, known.get(call)) for call in structure.callables)


def _homes(links: Sequence[Link]) -> dict[Key, frozenset[str]]:
    bases: defaultdict[Key, set[Key]] = defaultdict(set)
    for link in links:
        if link.kind == "implements" and link.resolved:
            source = Key(link.source, link.source_module)
            bases[source].add(Key(link.target, link.target_module))
    found: dict[Key, frozenset[str]] = {}
    for cls in bases:
        line, waiting = {cls}, [cls]
        while waiting:
            new = bases.get(waiting.pop(), set()) - line
            line |= new
            waiting += new
        found[cls] = frozenset(each.module for each in line)
    return found


def _callable(function: str, module: str, components: Mapping[Key, Component]) -> Key:
    """Return what a callable belongs to: a method's bare name to the one class that has it."""
    owner, _, name = function.rpartition(".")
    if Key(owner, module) in components:
        return Key(owner, module)
    functions = components.get(Key("", module))
    owners = [
        key
        for key, each in components.items()
        if key.name and key.module == module and name in each.methods
    ]
    is_function = functions is not None and name in functions.methods
    return owners[0] if len(owners) == 1 and not is_function else Key("", module)


def _configuration(structures: Sequence[Structure]) -> dict[Key, dict[str, frozenset[str]]]:
    """Return who reads which keys; who only opens a file for another one that does is left out."""
    found: defaultdict[Key, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for structure in structures:
        for each in structure.components:
            if not is_test(each.module):
                for path, keys in each.configured_by:
                    found[Key(each.name if each.is_class else "", each.module)][path].update(keys)
    keyed = {path for files in found.values() for path, keys in files.items() if keys}
    return {
        key: {path: frozenset(keys) for path, keys in files.items() if keys or path not in keyed}
        for key, files in found.items()
    }
