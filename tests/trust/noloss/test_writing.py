"""Writing a file: all of it or nothing, in its place or not at all."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from pytest_etl_diagram.errors import WriteError
from pytest_etl_diagram.sources import writing
from pytest_etl_diagram.sources.writing import replace_file, sweep_temporaries

from .faults import ERRORS, break_disk

needs_links = pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
posix = pytest.mark.skipif(
    os.name == "nt", reason="permissions, pipes and lengths are those of POSIX"
)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_with_the_folders_that_are_missing(tmp_path):
    replace_file(tmp_path / "a" / "b" / "x.md", b"new\n")
    assert (tmp_path / "a/b/x.md").read_bytes() == b"new\n"
    assert names(tmp_path / "a/b") == ["x.md"]


@pytest.mark.parametrize(("function", "number"), ERRORS)
@pytest.mark.parametrize("old", [b"old\n", None], ids=["replaced", "new"])
def test_what_fails_leaves_the_old_file_or_none_and_nothing_beside_it(
    tmp_path, monkeypatch, function, number, old
):
    target = tmp_path / "x.md"
    if old is not None:
        target.write_bytes(old)
    with monkeypatch.context() as patch:
        break_disk(patch, function, number)
        with pytest.raises(WriteError) as caught:
            replace_file(target, b"new\n")
    assert os.strerror(number) in str(caught.value)
    assert str(target) in str(caught.value)
    assert names(tmp_path) == (["x.md"] if old is not None else [])
    assert old is None or target.read_bytes() == old


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_folder_that_can_not_be_made_is_told(tmp_path, monkeypatch, number):
    break_disk(monkeypatch, "mkdir", number)
    with pytest.raises(WriteError, match=os.strerror(number)):
        replace_file(tmp_path / "reports" / "x.md", b"new\n")


def test_the_content_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    calls = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, name=name, real=real: (calls.append(name), real(*args))[1]
        )
    replace_file(tmp_path / "x.md", b"new\n")
    folders = [] if os.name == "nt" else ["fsync"]
    assert calls == ["fsync", "replace", *folders]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_of_the_replaced_file_stay(tmp_path, mode):
    target = tmp_path / "x.md"
    target.write_bytes(b"old\n")
    target.chmod(mode)
    replace_file(target, b"new\n")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
def test_permissions_of_a_new_file_are_those_that_any_file_gets(tmp_path):
    (tmp_path / "plain.md").write_bytes(b"")
    replace_file(tmp_path / "x.md", b"new\n")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    target = tmp_path / "pending" / "x.md"
    target.parent.mkdir()
    target.write_bytes(b"old\n")
    break_disk(monkeypatch, "open", errno.EACCES, "x.md")  # permissions don't bind root
    with pytest.raises(WriteError, match="make the file and its folder writable"):
        replace_file(target, b"new\n")
    assert target.read_bytes() == b"old\n"


@needs_links
def test_a_link_inside_stays_and_the_file_behind_it_is_written(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real/x.md").write_bytes(b"old\n")
    (tmp_path / "x.md").symlink_to("real/x.md")
    replace_file(tmp_path / "x.md", b"new\n", tmp_path)
    assert (tmp_path / "x.md").is_symlink()
    assert (tmp_path / "real/x.md").read_bytes() == b"new\n"
    assert names(tmp_path / "real") == ["x.md"]


@needs_links
@pytest.mark.parametrize("link", ["x.md", "a", "a/b"])
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path, link):
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_bytes(b"theirs\n")
    path = root / link / "x.md" if link != "x.md" else root / link
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside / "x.md" if link == "x.md" else outside)
    with pytest.raises(WriteError, match="link leads from there out"):
        replace_file(path, b"new\n", root)
    with pytest.raises(WriteError, match="link leads from there out"):
        replace_file(path.with_name("new.md") if link != "x.md" else path, b"new\n", root)
    assert names(outside) == ["x.md"]
    assert (outside / "x.md").read_bytes() == b"theirs\n"


@needs_links
@pytest.mark.parametrize("target", ["nowhere.md", "x.md"], ids=["nowhere", "itself"])
def test_a_link_that_leads_to_nothing_is_told(tmp_path, target):
    (tmp_path / "x.md").symlink_to(target)
    with pytest.raises(WriteError, match="link"):
        replace_file(tmp_path / "x.md", b"new\n", tmp_path)
    assert names(tmp_path) == ["x.md"]


@needs_links
def test_nothing_is_written_into_the_folder_of_git(tmp_path):
    (tmp_path / ".git/hooks").mkdir(parents=True)
    (tmp_path / "a").symlink_to(".git/hooks")
    with pytest.raises(WriteError, match="git's own folder"):
        replace_file(tmp_path / "a/x.md", b"new\n", tmp_path)
    assert names(tmp_path / ".git/hooks") == []


def test_a_file_where_a_folder_is_needed_stays(tmp_path):
    (tmp_path / "a").write_bytes(b"theirs\n")
    for path in ("a/x.md", "a/b/x.md"):
        with pytest.raises(WriteError, match="move away the file that stands where a folder"):
            replace_file(tmp_path / path, b"new\n")
    assert (tmp_path / "a").read_bytes() == b"theirs\n"


def test_a_folder_where_the_file_belongs_stays(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(WriteError, match="move away the folder"):
        replace_file(tmp_path / "x.md", b"new\n")
    assert names(tmp_path) == ["x.md"]


@posix
def test_a_pipe_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "x.md")
    with pytest.raises(WriteError, match="no plain file"):
        replace_file(tmp_path / "x.md", b"new\n")


@pytest.mark.parametrize("path", ["x" * 300, "/".join(["folder" * 10] * 100) + "/x.md"])
def test_a_path_that_is_too_long_is_told(tmp_path, path):
    with pytest.raises(WriteError):
        replace_file(tmp_path / path, b"new\n")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


@posix
def test_a_name_as_long_as_can_be_is_written(tmp_path):
    target = tmp_path / ("x" * 252 + ".md")
    replace_file(target, b"new\n")
    assert target.read_bytes() == b"new\n"


def test_it_is_written_again_where_another_run_sweeps_meanwhile(tmp_path, monkeypatch):
    real, swept = os.replace, []

    def replace(source, target):
        if len(swept) < 3:
            swept.append(source)
            sweep_temporaries(tmp_path)
        return real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    replace_file(tmp_path / "a/x.md", b"new\n")
    assert (tmp_path / "a/x.md").read_bytes() == b"new\n"
    assert len(set(swept)) == 3


def test_it_is_written_again_where_another_run_removes_the_empty_folder(tmp_path, monkeypatch):
    real, removed = writing._make_folder, []

    def make_folder(folder):
        real(folder)
        if not removed:
            removed.append(folder)
            Path(folder).rmdir()

    monkeypatch.setattr(writing, "_make_folder", make_folder)
    replace_file(tmp_path / "a/x.md", b"new\n")
    assert (tmp_path / "a/x.md").read_bytes() == b"new\n"


def test_a_folder_that_vanishes_for_good_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_make_folder", lambda _: None)
    with pytest.raises(WriteError, match="its folder vanished"):
        replace_file(tmp_path / "a/x.md", b"new\n")


def test_many_writers_of_one_file_leave_the_whole_text_of_one(tmp_path):
    texts = [bytes([letter]) * 50_000 for letter in b"abcdefgh"]
    writers = [
        threading.Thread(target=lambda t=text: [replace_file(tmp_path / "x.md", t)] * 5)
        for text in texts
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert (tmp_path / "x.md").read_bytes() in texts
    assert names(tmp_path) == ["x.md"]


def test_a_sweep_removes_what_a_killed_run_left_and_nothing_else(tmp_path):
    left = ".etl-diagram-0123456789abcdef.tmp"
    kept = [".etl-diagram-notes.tmp", f"{left}.bak", "x.tmp", ".gitkeep"]
    for folder in (tmp_path, tmp_path / "a"):
        folder.mkdir(exist_ok=True)
        for name in (left, *kept):
            (folder / name).write_bytes(b"")
    sweep_temporaries(tmp_path, below=False)
    assert names(tmp_path) == sorted([*kept, "a"])
    assert left in names(tmp_path / "a")
    sweep_temporaries(tmp_path)
    assert names(tmp_path / "a") == sorted(kept)
