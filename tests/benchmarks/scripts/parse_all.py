"""Parse each file of a folder by libcst and forget it: the floor of a run with an empty cache."""

import contextlib
import sys
from pathlib import Path

import libcst

for path in sorted(Path(sys.argv[1]).glob("*.py")):
    with contextlib.suppress(libcst.ParserSyntaxError):  # the run that is measured met it, too
        libcst.parse_module(path.read_bytes().decode("utf-8"))
