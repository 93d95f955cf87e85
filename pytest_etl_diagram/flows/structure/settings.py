"""Which configuration files of the project are read, and which keys of them by whom."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    List,
    Native,
    Unknown,
    text_of,
)
from pytest_etl_diagram.frontends.standard.files import METHODS, OpenFile
from pytest_etl_diagram.frontends.standard.ini import Ini

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.model import Place

SUFFIXES = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env")
PARSERS = frozenset(
    "yaml.safe_load yaml.load yaml.full_load yaml.safe_load_all yaml.load_all json.load json.loads "
    "tomllib.load tomllib.loads toml.load toml.loads tomli.load tomli.loads".split()
)
GETTERS = frozenset("get pop setdefault".split())
INI_GETTERS = frozenset("get getint getfloat getboolean".split())
INI_READERS = frozenset("read read_file readfp read_string".split())
READERS = (External, Unknown, FunctionValue, ClassValue, BoundMethod)
"""What may read a file whose path it is given, in a way that isn't seen."""
MAX_PARTS = 2_000
"""Of one document: the sections that are watched."""
MAX_PATH = 200
MAX_KEYS = 8
"""Of one file and reader: where there are more, their first parts are named."""

Reader: TypeAlias = tuple[str, str]
"""The name of a class or function ("": the module itself), and its file."""
Configuration: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Configuration files with the keys that are read of them."""


class Settings:
    """What a probe saw of configuration.

    - `keys`: by reader and file, the dotted keys.
    - `sections`: by the identity of a part of a document: the part, its file and its own key.
    - `named`: by file, who names it to a function of the project that may open it.
    - `last`: the file that was opened last; `places`: by reader and file, where that was.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.keys: defaultdict[tuple[Reader, str], set[str]] = defaultdict(set)
        self.sections: dict[int, tuple[object, str, str]] = {}
        self.named: defaultdict[str, set[Reader]] = defaultdict(set)
        self.last = ""
        self.places: dict[tuple[Reader, str], Place] = {}

    def opened(self, reader: Reader, path: str, place: Place) -> None:
        """Note that a file of the project was opened."""
        if path.endswith(SUFFIXES):
            self.last = path
            self.keys[reader, path].update()
            self.places.setdefault((reader, path), place)

    def watch(self, part: object, path: str, key: str = "") -> None:
        """Watch what is read of a document, or of a section of it."""
        waiting = [(part, key)]
        while waiting and len(self.sections) < MAX_PARTS:
            value, own = waiting.pop()
            if isinstance(value, (Dict, List, Ini)) and id(value) not in self.sections:
                self.sections[id(value)] = (value, path, own)
            if isinstance(value, Dict):
                waiting += [(each, dotted(own, name)) for name, each in value.items()]
            elif isinstance(value, List):
                waiting += [(each, own) for each in value]

    def taken(self, reader: Reader, value: object, key: object) -> None:
        """Note that an item of a section was read."""
        section = self.sections.get(id(value))
        if section is not None and isinstance(key, str):
            _, path, own = section
            self.keys[reader, path].add(dotted(own, key))

    def readers(self) -> frozenset[Reader]:
        """Return who reads configuration."""
        return frozenset(reader for reader, _ in self.keys)

    def where(self, readers: Container[Reader]) -> tuple[tuple[str, Place], ...]:
        """Return where some readers open files of configuration, each file once."""
        told = ((path, at) for (reader, path), at in self.places.items() if reader in readers)
        return tuple(sorted(dict(told).items(), key=itemgetter(0)))

    def configuration(self, readers: Container[Reader]) -> Configuration:
        """Return the files that some readers are configured by, with the keys that they read.

        Who only opens a file for others isn't: neither where they name the file to
        it, nor where they read keys of what it gives.
        """
        keyed = {path for (_, path), keys in self.keys.items() if keys}
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (reader, path), keys in self.keys.items():
            only_opens = path in keyed or not self.named[path] <= {reader}
            if reader in readers and (keys or not only_opens):
                found[path] |= keys
        return tuple((path, shortened(keys)) for path, keys in sorted(found.items()))


def dotted(section: str, key: object) -> str:
    """Return the key of an item in a section."""
    return f"{section}.{key}" if section else str(key)


def shortened(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys without the sections that others are in; the sections only where many are."""
    known = set(keys)
    leaves = sorted(key for key in known if not any(k.startswith(f"{key}.") for k in known))
    if len(leaves) <= MAX_KEYS:
        return tuple(leaves)
    return tuple(dict.fromkeys(key.partition(".")[0] for key in leaves))


class Opened(set[str]):
    """The files that an evaluation depends on; those of data are noted when they are opened."""

    def __init__(self, probe: Probe) -> None:
        """Take the evaluation."""
        super().__init__()
        self.probe = probe

    def add(self, path: str) -> None:
        """Add a file."""
        super().add(path)
        self.probe.settings.opened(self.probe.reader(), path, self.probe.here())


def called(it: Probe, function: object, args: Args, found: object) -> None:
    """See a call: a parser gives a document, something unknown may be given a file's path."""
    if isinstance(function, Native) and function.name in PARSERS:
        path = _origin(it, args.get(0, "stream", args.keywords.get("fp")))
        if path is not None:
            it.settings.watch(found, path)
    elif isinstance(function, READERS):
        for value in (*args.positional, *args.keywords.values()):
            if isinstance(value, str) and len(value) <= MAX_PATH and value.endswith(SUFFIXES):
                path = files.locate(it, value)
                if path is not None and files.kind(it, value) == "file":
                    it.dependencies.add(path)  # which notes that it is opened
                    it.settings.named[path].add(it.reader())


def _origin(it: Probe, source: object) -> str | None:
    """Return the file that a parser reads: one that is open, or whose text it is given."""
    if isinstance(source, OpenFile):
        return files.locate(it, source.path)
    last = it.settings.last
    if not last or not isinstance(source, (str, bytes)):
        return None
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    try:
        return last if files.text_of_file(it, last) == text else None
    except (Exhausted, SourceError):
        return None


def item_of(it: Probe, value: object, index: object, found: object) -> None:
    """See an item being taken; a section that an INI file makes anew is watched too."""
    section = it.settings.sections.get(id(value))
    if section is None or not isinstance(index, str):
        return
    _, path, own = section
    it.settings.taken(it.reader(), value, index)
    if isinstance(found, (Dict, List)):
        it.settings.watch(found, path, dotted(own, index))


def watched(it: Probe, value: object, name: str, found: object) -> object:
    """Return an attribute of a value: of settings, a getter that notes what it is asked for.

    A path in an unknown folder is read where its end is a file of the project.
    """
    if isinstance(value, Unknown) and value.text.endswith(SUFFIXES):
        read = METHODS.get((PurePosixPath, name))
        return found if read is None else Native(name, lambda it, args: read(it, value, args))
    if not isinstance(found, Native):
        return found
    if isinstance(value, Ini) and name in INI_READERS:
        return Native(name, lambda _it, args: _read_ini(it, value, found, args))
    if isinstance(value, Ini) and name in INI_GETTERS:
        return Native(name, lambda _it, args: _get_option(it, value, found, args))
    if id(value) in it.settings.sections and name in GETTERS:
        return Native(name, lambda _it, args: _get(it, value, found, args))
    return found


def _read_ini(it: Probe, ini: Ini, method: Native, args: Args) -> object:
    found = method.call(it, args)
    if it.settings.last:
        it.settings.watch(ini, it.settings.last)
    return found


def _get_option(it: Probe, ini: Ini, method: Native, args: Args) -> object:
    key = dotted(text_of(args.get(0, "section")), text_of(args.get(1, "option")))
    it.settings.taken(it.reader(), ini, key)
    return method.call(it, args)


def _get(it: Probe, section: object, method: Native, args: Args) -> object:
    it.settings.taken(it.reader(), section, args.get(0, "key"))
    return method.call(it, args)
