"""Runs pytest in one folder after another, each under the watch: `in_turn.py LOGS ARGS -- ROOTS`.

For each root there are a log of events, a file of what was printed, and one with the status.
"""

import os
import sys
from pathlib import Path

import pytest
import watch

logs, *args = sys.argv[1:]
middle = args.index("--")
for number, root in enumerate(args[middle + 1 :]):
    os.chdir(root)
    printed = os.open(Path(logs, f"{number}.out"), os.O_CREAT | os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(printed, stream)
    os.close(printed)
    watch.forget()
    status = pytest.main(args[:middle])
    sys.stdout.flush()
    watch.write(Path(logs, f"{number}.log"))
    Path(logs, f"{number}.status").write_text(str(int(status)))
