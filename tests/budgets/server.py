"""Reads one file after the other, each in a process of its own, and says what it cost.

Started as `python -m tests.budgets.server`; a request is a path on a line, the
answer a JSON line. A child is forked for every file, so that a crash or an
endless loop harms nobody, and starts with everything imported.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.mermaid import document

WALL_SECONDS = 20
ADDRESS_SPACE = 1 << 30


def read(path: Path, answer: int) -> None:
    """Read the file in this process; write what came of it to the pipe `answer`."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (WALL_SECONDS, WALL_SECONDS))
    result: dict[str, object] = {}
    try:
        reading = Project(path.parent).read(path)
        for diagram in reading.diagrams:
            document.render(diagram)
        result["diagrams"] = [diagram.name for diagram in reading.diagrams]
        result["problems"] = [[p.path, p.line, p.message, p.fatal] for p in reading.problems]
    except BaseException as error:  # noqa: BLE001  whatever it is, the test shall show it
        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        at = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else ""
        result["crash"] = f"{type(error).__name__}: {str(error)[:200]} at {at}"
    with os.fdopen(answer, "w") as out:
        out.write(json.dumps(result))


def measure(path: Path) -> dict[str, object]:
    """Read the file in a child; return what came of it, its CPU seconds and its megabytes."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        read(path, send)
        os._exit(0)
    os.close(send)
    started = time.monotonic()
    done, status, usage = os.wait4(child, os.WNOHANG)
    while not done:
        if time.monotonic() - started > WALL_SECONDS:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
        done, status, usage = os.wait4(child, os.WNOHANG)
    with os.fdopen(receive) as text:
        written = text.read()
    result = json.loads(written) if written else {"crash": f"ended with status {status}"}
    scale = 1 if sys.platform == "darwin" else 1024
    return {
        **result,
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss * scale / 1e6,
    }


def main() -> None:
    """Answer requests until the input ends."""
    Project(Path.cwd())  # everything is imported before the first fork
    for line in sys.stdin:
        sys.stdout.write(json.dumps(measure(Path(line.strip()))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
