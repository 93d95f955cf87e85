"""`open`, `pathlib`, `os`, `glob`: reading the repository's own files."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.values import (
    Args,
    List,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class OpenFile(Value):
    """`open(path)`: a file of the repository, opened for reading."""

    def __init__(self, path: str, content: str) -> None:
        """Take the path and the whole text."""
        self.path = path
        self.content = content
        self.offset = 0

    @property
    def text(self) -> str:
        """Show the path."""
        return "{" + files.shown(self.path) + "}"

    def read(self) -> str:
        """Return what is left of the text."""
        rest = self.content[self.offset :]
        self.offset = len(self.content)
        return rest

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `read`, `readlines` and their like."""
        if name == "read":
            return Native(name, lambda _it, _args: self.read())
        if name == "readlines":
            return Native(name, lambda _it, _args: List(self.read().splitlines(keepends=True)))
        if name == "readline":
            return Native(name, self._read_line)
        if name == "name":
            return self.path
        if name in ("close", "seek"):
            return Native(name, self._rewind)
        del it
        return Unknown(inside(self.text, f".{name}"))

    def _read_line(self, it: Interpreter, args: Args) -> str:
        del it, args
        end = self.content.find("\n", self.offset) + 1 or len(self.content)
        line = self.content[self.offset : end]
        self.offset = end
        return line

    def _rewind(self, it: Interpreter, args: Args) -> None:
        del it, args
        self.offset = 0

    def iterate(self, it: Interpreter) -> list[object]:
        """Return the lines."""
        del it
        return list(self.read().splitlines(keepends=True))


def path_text(value: object) -> str:
    """Return a path argument as text; unknown parts are placeholders in it."""
    return str(value) if isinstance(value, PurePosixPath) else text_of(value)


def opened(it: Interpreter, args: Args) -> object:
    """`open(path)`; a file that is written, or isn't in the repository, is unknown."""
    path = path_text(args.get(0, "file"))
    mode = args.get(1, "mode", "r")
    if isinstance(mode, str) and any(sign in mode for sign in "wax+"):
        return Unknown("{file}")
    content = files.read(it, path)
    return (
        Unknown("{" + files.shown(path).strip("{}") + "}")
        if content is None
        else OpenFile(path, content)
    )


def _read_text(it: Interpreter, value: object, args: Args) -> object:
    del args
    path = path_text(value)
    content = files.read(it, path)
    return Unknown("{" + files.shown(path) + "}") if content is None else content


def _exists(*kinds: str) -> Callable[[Interpreter, Args], object]:
    def model(it: Interpreter, args: Args) -> object:
        value = args.get(0, "path")
        path = path_text(value)
        found = files.kind(it, path)
        if found:
            return found in kinds
        known = path.startswith(VIRTUAL_ROOT) and not isinstance(value, Unknown)
        return False if known else Unknown("{exists(" + files.shown(path)[:30] + ")}")

    return model


def _list_folder(it: Interpreter, args: Args) -> object:
    path = path_text(args.get(0, "path", "."))
    names = files.listing(it, path)
    return Unknown("{" + files.shown(path).strip("{}") + "/*}") if names is None else List(names)


class Entry(Value):
    """What `os.scandir` gives for a file or folder."""

    def __init__(self, folder: str, name: str) -> None:
        """Take the folder and the name in it."""
        self.name = name
        self.path = posixpath.join(folder, name)

    @property
    def text(self) -> str:
        """Show the path."""
        return "{" + files.shown(self.path) + "}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `name`, `path`, `is_file` and `is_dir`."""
        if name in ("name", "path"):
            return getattr(self, name)
        kind = {"is_file": "file", "is_dir": "folder"}.get(name)
        if kind is None:
            return super().attribute(it, name)
        return Native(name, lambda it, _args: files.kind(it, self.path) == kind)


class Scan(Value):
    """`os.scandir(folder)`, which is a context too."""

    def __init__(self, entries: list[object]) -> None:
        """Take the entries."""
        self.entries = entries

    def iterate(self, it: Interpreter) -> list[object]:
        """Return the entries."""
        del it
        return self.entries


def _scan(it: Interpreter, args: Args) -> object:
    path = path_text(args.get(0, "path", "."))
    names = files.listing(it, path)
    if names is None:
        return Unknown("{" + files.shown(path).strip("{}") + "/*}")
    return Scan([Entry(path, name) for name in names])


def _glob(it: Interpreter, args: Args) -> object:
    pattern = path_text(args.get(0, "pathname"))
    root = args.keywords.get("root_dir")
    base = path_text(root) if root is not None else ""
    folder, _, rest = _split_pattern(pattern)
    start = posixpath.join(base, folder) or "."
    if not files.kind(it, start):
        files.tell_absent(it, start, "lists")
        return Unknown("{" + files.shown(pattern).replace("{", "").replace("}", "") + "}")
    found = files.matching(it, start, rest)
    strip = "./" if start == "." else ""
    return List(path.removeprefix(strip) for path in found)


def _split_pattern(pattern: str) -> tuple[str, str, str]:
    """Return (folder, "/", pattern): the folder is what comes before the first sign."""
    parts = pattern.split("/")
    index = next((i for i, p in enumerate(parts) if any(s in p for s in "*?[")), len(parts) - 1)
    return "/".join(parts[:index]), "/", "/".join(parts[index:])


def _walk(it: Interpreter, args: Args) -> object:
    path = path_text(args.get(0, "top"))
    if files.kind(it, path) != "folder":
        files.tell_absent(it, path, "lists")
        return Unknown("{" + files.shown(path).strip("{}") + "/**}")
    return List((where, List(dirs), List(names)) for where, dirs, names in files.walk(it, path))


def _path_glob(prefix: str) -> Callable[[Interpreter, object, Args], object]:
    def method(it: Interpreter, value: object, args: Args) -> object:
        path = path_text(value)
        pattern = prefix + it.text_of(args.get(0, "pattern", "*"))
        if files.kind(it, path) != "folder":
            files.tell_absent(it, path, "lists")
            return Unknown("{" + files.shown(path).strip("{}") + "/" + pattern + "}")
        return List(PurePosixPath(p) for p in files.matching(it, path, pattern))

    return method


def _on_path(
    function: Callable[[Interpreter, Args], object],
) -> Callable[[Interpreter, object, Args], object]:
    """Return a method of paths for a function that takes the path first."""

    def method(it: Interpreter, value: object, args: Args) -> object:
        return function(it, Args([value, *args.positional], args.keywords))

    return method


def _absolute(it: Interpreter, value: object, args: Args) -> object:
    del it, args
    return PurePosixPath(posixpath.normpath(posixpath.join(VIRTUAL_ROOT, path_text(value))))


def _same(it: Interpreter, value: object, args: Args) -> object:
    del it, args
    return value


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "io.open": opened,
    "codecs.open": opened,
    "os.path.exists": _exists("file", "folder"),
    "os.path.isfile": _exists("file"),
    "os.path.isdir": _exists("folder"),
    "os.listdir": _list_folder,
    "os.scandir": _scan,
    "os.walk": _walk,
    "glob.glob": _glob,
    "glob.iglob": _glob,
}
VALUES: Mapping[str, object] = {
    "airflow.settings.DAGS_FOLDER": f"{VIRTUAL_ROOT}/dags",
    "airflow.configuration.AIRFLOW_HOME": VIRTUAL_ROOT,
    "airflow.settings.AIRFLOW_HOME": VIRTUAL_ROOT,
}
METHODS: Mapping[tuple[type, str], Callable[[Interpreter, object, Args], object]] = {
    (PurePosixPath, "read_text"): _read_text,
    (PurePosixPath, "open"): _on_path(opened),
    (PurePosixPath, "exists"): _on_path(_exists("file", "folder")),
    (PurePosixPath, "is_file"): _on_path(_exists("file")),
    (PurePosixPath, "is_dir"): _on_path(_exists("folder")),
    (PurePosixPath, "glob"): _path_glob(""),
    (PurePosixPath, "rglob"): _path_glob("**/"),
    (PurePosixPath, "iterdir"): _path_glob("*"),
    (PurePosixPath, "resolve"): _absolute,
    (PurePosixPath, "absolute"): _absolute,
    (PurePosixPath, "expanduser"): _same,
    (PurePosixPath, "__truediv__"): lambda it, value, args: it.binary("/", value, args.get(0, "o")),
    (PurePosixPath, "__str__"): lambda _it, value, _args: str(value),
}
