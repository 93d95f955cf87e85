"""`os.path` and `pathlib`: joins and parts of paths, always with forward slashes."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.construct import CONSTRUCTORS
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.values import Args, Native, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _pure(function: Callable[..., object]) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function of posixpath: on unknown parts, a text of the same shape."""

    def model(it: Interpreter, args: Args) -> object:
        unknown = any(isinstance(a, Unknown) for a in args.positional)
        shown = [it.text_of(a) for a in args.positional]
        try:
            result = function(*shown)
        except FAULTS as error:
            raise fault(error) from error
        return Unknown(result) if unknown and isinstance(result, str) else result

    return model


def _absolute(path: str) -> str:
    """Return an absolute path below the virtual root: this machine's folders don't matter."""
    return posixpath.normpath(posixpath.join(VIRTUAL_ROOT, path))


def _cwd(it: Interpreter, args: Args) -> object:
    del it, args
    return VIRTUAL_ROOT


def _relative(path: str, start: str = VIRTUAL_ROOT) -> str:
    return posixpath.relpath(path, start)


def _path(it: Interpreter, args: Args) -> object:
    return CONSTRUCTORS[PurePosixPath](it, args)


class SearchPath(Value):
    """`sys.path`: a folder of the repository that is added to it is imported from."""

    text = "{sys.path}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `append`, `insert` and `extend`."""
        del it
        if name in ("append", "insert"):
            return Native(name, lambda it, args: _search(it, args.positional[-1:]))
        if name == "extend":
            return Native(name, lambda it, args: _search(it, it.items(args.get(0, "iterable", ()))))
        return Native(name, lambda _it, _args: None)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`sys.path += [folder]`."""
        del op, reflected
        _search(it, it.items(other))
        return self

    def set_item(self, it: Interpreter, index: object, value: object) -> None:
        """`sys.path[0] = folder`."""
        del index
        _search(it, [value])

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return what the code added."""
        return [f"{VIRTUAL_ROOT}/{folder}" for folder in it.search_path]

    def contains(self, it: Interpreter, value: object) -> bool | None:
        """Tell whether a folder was added."""
        return files.locate(it, it.text_of(value)) in it.search_path


def _search(it: Interpreter, folders: Iterable[object]) -> None:
    for folder in folders:
        inside = files.locate(it, it.text_of(folder))
        if inside is not None and inside not in it.search_path:
            it.search_path.append(inside)


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    **{
        f"os.path.{name}": _pure(getattr(posixpath, name))
        for name in ("join", "basename", "dirname", "splitext", "split", "normpath", "isabs")
    },
    "os.path.abspath": _pure(_absolute),
    "os.path.realpath": _pure(_absolute),
    "os.path.relpath": _pure(_relative),
    "os.path.expanduser": _pure(lambda path: path),
    "os.path.expandvars": _pure(lambda path: path),
    "os.fspath": _pure(str),
    "os.getcwd": _cwd,
    "pathlib.Path.cwd": lambda it, args: PurePosixPath(VIRTUAL_ROOT),  # noqa: ARG005
    **{f"pathlib.{name}": _path for name in ("Path", "PurePath", "PosixPath", "PurePosixPath")},
}
VALUES: Mapping[str, object] = {
    "os.sep": "/",
    "os.linesep": "\n",
    "os.path.sep": "/",
    "sys.path": SearchPath(),
}
