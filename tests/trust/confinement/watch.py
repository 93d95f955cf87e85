"""Notes what a process does, by an audit hook, from the moment it is imported: `pytest -p watch`.

It imports nothing of the tests: a copy of it runs in the process that is watched. Each event goes
as a line of JSON to the file that WATCH_LOG names: what happened, to what, and who is on the stack.

Events: https://docs.python.org/3/library/audit_events.html
"""

# ruff: noqa: PTH109, PTH118, PTH119, PTH123 -- it notes what `pathlib` does

import atexit
import json
import os
import sys

STARTS = (
    "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile",
    "subprocess.Popen", "pty.spawn", "webbrowser.open", "ctypes.dlopen", "ctypes.dlsym",
    "ctypes.call_function", "sys.remote_exec", "os.kill",
)  # fmt: skip
"""What starts a program, or calls into a library past Python."""
CONNECTS = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "poplib.", "imaplib.")
"""What reaches out of the machine: the beginnings of events."""
MAKES = ("pickle.find_class", "exec", "compile", "import", "code.__new__")
"""What turns data into code."""
LOOKS = (
    "open",
    "os.listdir",
    "os.scandir",
    "os.walk",
    "os.fwalk",
    "os.listxattr",
    "sqlite3.connect",
)
"""What reads a file or lists a folder."""
CHANGES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.rmtree", "shutil.move",
)  # fmt: skip
"""What changes the disk."""
SETS = ("os.putenv", "os.unsetenv", "os.chdir", "sys.addaudithook", "sys.settrace")
"""What changes the process for all others in it."""

_SINGLE = frozenset((*STARTS, *MAKES, *LOOKS, *CHANGES, *SETS))
_PACKAGE = "pytest_etl_diagram"
_events = []
_is_noting = False


def note(event, args):
    global _is_noting  # noqa: PLW0603 -- what the hook does itself is nobody's doing
    if _is_noting or not (event in _SINGLE or event.startswith(CONNECTS)):
        return
    _is_noting = True
    try:
        of, writes = _subject(event, args)
        if of is not None:
            _events.append({"event": event, "of": of, "writes": writes, "stack": _stack()})
    finally:
        _is_noting = False


def _subject(event, args):
    """Return what an event is about, None if that is nothing of its own, and whether it writes."""
    first = args[0] if args else ""
    if event in ("exec", "compile"):
        name = getattr(first, "co_filename", None) if event == "exec" else args[1]
        if name is None:
            return "<unknown>", False
        name = os.fsdecode(name)
        return name if name.startswith("<") else os.path.join(os.getcwd(), name), False
    if event == "import":
        return str(first), False
    if event in LOOKS or event in CHANGES:
        if isinstance(first, int):
            return None, False  # a file that is open already
        place = os.fsdecode(first) if isinstance(first, (str, bytes, os.PathLike)) else str(first)
        return os.path.join(os.getcwd(), place), event in CHANGES or _is_written(event, args)
    return str(first), False


def _is_written(event, args):
    if event != "open":
        return False
    mode, flags = args[1], args[2]
    if isinstance(mode, str) and set(mode) & set("wax+"):
        return True
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _stack():
    """Return who is on the stack: the nearest first, as `file:function`, without the machinery."""
    frame = sys._getframe(2)
    found = []
    while frame is not None:
        code = frame.f_code
        if not code.co_filename.startswith("<frozen importlib"):
            found.append((code.co_filename, code.co_name, str(frame.f_globals.get("__name__"))))
        frame = frame.f_back
    ours = any(name.partition(".")[0] == _PACKAGE for _, _, name in found)
    near = [f"{os.path.basename(file)}:{function}" for file, function, _ in found[:6]]
    return {"ours": ours, "near": near}


def forget():
    """Let go of what was noted so far."""
    _events.clear()


def write(path=None):
    """Write what was noted since it was last forgotten, to the file that WATCH_LOG names."""
    global _is_noting  # noqa: PLW0603 -- as above
    _is_noting = True
    with open(path or os.environ["WATCH_LOG"], "w", encoding="utf-8") as file:
        file.writelines(json.dumps(event) + "\n" for event in _events)
    _is_noting = False


if "WATCH_LOG" in os.environ:  # else somebody wants its tables
    atexit.register(write)
    sys.addaudithook(note)
