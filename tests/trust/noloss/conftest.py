"""A project whose snapshots are looked at byte by byte."""

import pytest

_OTHERS = {"__pycache__", ".pytest_cache", "stdout", "stderr"}
"""What Python and pytest write."""


class Kept:
    """The files of a folder as they were, to be compared with what is there later."""

    def __init__(self, root):
        self.root = root
        self.files = self.now()

    def now(self):
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not _OTHERS.intersection(path.relative_to(self.root).parts)
        }

    def changed(self):
        now = self.now()
        return {path for path in now | self.files if now.get(path) != self.files.get(path)}


@pytest.fixture
def drifted(project):
    """Three committed DAGs; two of them have changed since."""
    for name in ("one", "two", "three"):
        project.write_dag(f"dags/{name}.py", name)
    project.accept()
    for name in ("one", "two"):
        project.write_dag(f"dags/{name}.py", name, tasks=(("extract", 0), ("load", 9)))
    return project


@pytest.fixture
def kept(project):
    """Remember the files of the project as they are when the test asks."""
    return lambda: Kept(project.root)


def tell_no_traceback(result):
    text = result.stdout.str() + result.stderr.str()
    for word in ("Traceback", "INTERNALERROR", "Error:", "Errno"):
        assert word not in text
    return text


@pytest.fixture
def calmly():
    """Return the whole output of a run in which nothing broke."""
    return tell_no_traceback
