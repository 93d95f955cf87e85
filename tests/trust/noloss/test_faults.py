"""Full, read-only and odd disks: one clear error for each file, and what was there is whole."""

import errno
import json
import os
from pathlib import Path

import pytest

from .faults import SOME_ERRORS, break_disk

ONE, TWO, THREE = (
    f"__etl_diagrams__/dags/{name}.py/dag.{name}.md" for name in ("one", "two", "three")
)


@pytest.mark.parametrize(("function", "number"), SOME_ERRORS)
def test_an_update_on_a_failing_disk_says_so_of_each_file(  # noqa: PLR0913, PLR0917 -- fixtures
    drifted, kept, calmly, monkeypatch, function, number
):
    before = kept()
    with monkeypatch.context() as patch:
        break_disk(patch, function, number, "" if function in ("fdopen", "fsync") else "dag")
        result = drifted.run("--snapshot-update")
    result.assert_outcomes(passed=1, failed=2)
    text = calmly(result)
    for path in (ONE, TWO):
        told = [line for line in text.splitlines() if line.startswith(f"{path} can't be written: ")]
        assert len(told) == 1
        assert os.strerror(number) in told[0]
    result.stdout.fnmatch_lines(["3 diagrams: 1 passed, 2 error"])
    assert not before.changed()
    drifted.accept()
    assert before.changed() == {ONE, TWO}


def test_one_file_that_can_not_be_written_keeps_no_other_from_it(drifted, kept, monkeypatch):
    before = kept()
    with monkeypatch.context() as patch:
        break_disk(patch, "replace", errno.EACCES, "dag.one.md")
        result = drifted.run("--snapshot-update")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["3 diagrams: 1 passed, 1 updated, 1 error"])
    assert before.changed() == {TWO}


def test_workers_tell_it_too(drifted, kept, calmly):
    drifted.write(
        "full.py",
        """
        import errno, os

        def replace(source, target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        os.replace = replace
        """,
    )
    before = kept()
    result = drifted.run_apart(
        "-p", "full", "-p", "no:cacheprovider", "-n", "2", "--snapshot-update"
    )
    result.assert_outcomes(passed=1, failed=2)
    calmly(result)
    result.stdout.fnmatch_lines([f"{ONE} can't be written: No space left on device; free some*"])
    assert not before.changed()


def test_new_snapshots_need_folders(project, calmly, monkeypatch):
    project.write_dag("dags/one.py", "one")
    break_disk(monkeypatch, "mkdir", errno.EROFS)
    result = project.run("--snapshot-update")
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines([f"{ONE} can't be written: Read-only file system; run where *"])
    assert not (project.root / "__etl_diagrams__").exists()


@pytest.mark.parametrize("place", ["__etl_diagrams__/dags", "__etl_diagrams__/dags/one.py"])
def test_a_file_where_a_folder_is_needed_stays(project, calmly, place):
    project.write_dag("dags/one.py", "one")
    project.write_dag("other/two.py", "two")
    project.write(place, "theirs\n")
    result = project.run("--snapshot-update")
    result.assert_outcomes(passed=1, failed=1)
    calmly(result)
    result.stdout.fnmatch_lines(
        [f"{ONE} can't be written: *; move away the file that stands where*"]
    )
    assert (project.root / place).read_text(encoding="utf-8") == "theirs\n"


@pytest.mark.parametrize("args", [(), ("--snapshot-update",)], ids=["compare", "update"])
def test_a_folder_where_a_snapshot_belongs_is_told(project, calmly, args):
    project.write_dag("dags/one.py", "one")
    (project.root / ONE).mkdir(parents=True)
    result = project.run(*args)
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines([f"{ONE}: is no plain file; move it away"])


@pytest.mark.skipif(os.name == "nt", reason="pipes are those of POSIX")
def test_a_pipe_where_a_snapshot_belongs_is_not_waited_for(sales_pipe, calmly):
    for args in ((), ("--snapshot-update",)):
        result = sales_pipe.run(*args)
        result.assert_outcomes(failed=1)
        calmly(result)
        result.stdout.fnmatch_lines([f"{ONE}: is no plain file; move it away"])


@pytest.fixture
def sales_pipe(project):
    project.write_dag("dags/one.py", "one")
    (project.root / ONE).parent.mkdir(parents=True)
    os.mkfifo(project.root / ONE)
    os.mkfifo(project.root / "__etl_diagrams__/other.md")
    return project


def test_a_snapshot_that_can_not_be_read_is_neither_compared_nor_replaced(
    drifted, kept, calmly, monkeypatch
):
    before = kept()
    real = Path.read_bytes

    def read_bytes(self):
        if self.name == "dag.one.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return real(self)

    for args in ((), ("--snapshot-update",)):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", read_bytes)
            result = drifted.run(*args)
        calmly(result)
        result.stdout.fnmatch_lines([f"{ONE}: can't be read: Permission denied; make it readable"])
    assert before.changed() == {TWO}


@pytest.mark.parametrize(("function", "number"), SOME_ERRORS)
def test_a_report_that_can_not_be_written_is_one_line(  # noqa: PLR0913, PLR0917 -- fixtures
    drifted, kept, calmly, monkeypatch, function, number
):
    drifted.run("--etl-diagrams-report=reports/a.json")
    before = kept()
    with monkeypatch.context() as patch:
        break_disk(patch, function, number, "" if function in ("fdopen", "fsync") else "a.json")
        if function == "open":
            break_disk(patch, function, number, ".etl-diagram-")
        result = drifted.run("-k", "three", "--etl-diagrams-report=reports/a.json")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    text = calmly(result)
    told = [line for line in text.splitlines() if line.startswith("--etl-diagrams-report: ")]
    assert len(told) == 1
    assert "a.json can't be written: " + os.strerror(number) in told[0]
    assert not before.changed()
    json.loads((drifted.root / "reports/a.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("function", "number"), [("replace", errno.EACCES), ("fsync", errno.ENOSPC)]
)
def test_a_pending_drawing_that_can_not_be_written_is_told_with_the_drift(
    drifted, calmly, monkeypatch, function, number
):
    break_disk(monkeypatch, function, number, "pending" if function == "replace" else "")
    result = drifted.run("--etl-diagrams-pending=pending")
    result.assert_outcomes(passed=1, failed=2)
    calmly(result)
    result.stdout.fnmatch_lines(
        ["*retries*", "--etl-diagrams-pending: *dag.one.md can't be written: *", "*2 drifted*"]
    )
    assert not [path for path in (drifted.root / "pending").rglob("*") if path.is_file()]


def test_an_orphan_that_can_not_be_removed_is_told_with_the_reason(drifted, calmly, monkeypatch):
    (drifted.root / "dags/three.py").unlink()
    real = Path.unlink

    def unlink(self, *args, **kwargs):
        if self.name == "dag.three.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "unlink", unlink)
    result = drifted.run("--snapshot-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    calmly(result)
    result.stdout.fnmatch_lines(
        [
            "1 snapshot without a diagram, some could not be removed:",
            f"  {THREE}: Permission denied; make the file and its folder writable*",
        ]
    )
    assert (drifted.root / THREE).exists()


def test_the_snapshot_of_a_renamed_diagram_stays_until_the_new_one_is_written(
    drifted, kept, monkeypatch
):
    drifted.accept()
    drifted.write_dag("dags/three.py", "third")
    before = kept()
    with monkeypatch.context() as patch:
        break_disk(patch, "replace", errno.ENOSPC, "dag.third.md")
        drifted.run("--snapshot-update", "dags/three.py").assert_outcomes(failed=1)
    assert not before.changed()
    drifted.accept("dags/three.py")
    assert before.changed() == {THREE, THREE.replace("dag.three", "dag.third")}
