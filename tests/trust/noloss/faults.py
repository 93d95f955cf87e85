"""Disks that fail: a function of the operating system raises where our files are concerned."""

import errno
import os

from .halves import InHalves

OURS = (".etl-diagram-", "__etl_diagrams__", "pending", "reports")
"""What the paths hold of which a fault can be seen; pytest's own files are written."""


def break_disk(monkeypatch, function, number, only=""):
    """Let a function of `os` raise the error `number` for our paths that hold `only`."""
    real = getattr(os, function)

    def broken(*args, **kwargs):
        paths = [str(arg) for arg in args if isinstance(arg, str | os.PathLike)]
        if any(ours in path for path in paths for ours in OURS) and only in " ".join(paths):
            raise OSError(number, os.strerror(number), *paths[:1])
        return real(*args, **kwargs)

    def fail(*_):
        raise OSError(number, os.strerror(number))

    def full(*args, **kwargs):
        return InHalves(real(*args, **kwargs), fail)

    doubles = {"fdopen": full, "fsync": fail}
    monkeypatch.setattr(os, function, doubles.get(function, broken))


ERRORS = [
    (function, getattr(errno, name))
    for function, names in (
        ("fdopen", ("ENOSPC", "EDQUOT", "EIO")),
        ("fsync", ("ENOSPC", "EDQUOT", "EIO")),
        ("replace", ("ENOSPC", "EACCES", "EPERM", "EROFS")),
        ("open", ("ENOSPC", "EACCES", "EROFS", "ENAMETOOLONG")),
    )
    for name in names
    if hasattr(errno, name)
]
"""Functions of `os` that writing a file calls, with an error that each may raise."""

SOME_ERRORS = list({function: (function, number) for function, number in ERRORS}.values())
"""One error of each function."""
