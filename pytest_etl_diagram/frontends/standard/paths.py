"""`os.path` and `pathlib`: joins and parts of paths, always with forward slashes."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.construct import CONSTRUCTORS
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.operators import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Args, Unknown, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _pure(function: Callable[..., object]) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function of posixpath: on unknown parts, a text of the same shape."""

    def model(it: Interpreter, args: Args) -> object:
        del it
        unknown = any(isinstance(a, Unknown) for a in args.positional)
        shown = [text_of(a) for a in args.positional]
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
VALUES: Mapping[str, object] = {"os.sep": "/", "os.linesep": "\n", "os.path.sep": "/"}
