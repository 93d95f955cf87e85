"""The project's files of data: what is opened, in which encodings, and how long it may be."""

from __future__ import annotations

import os
import time

import pytest

from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.documents.tree import text
from pytest_etl_diagram.errors import SourceError

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_read_in_what_its_byte_order_mark_says(tmp_path, encoding):
    (tmp_path / "a.yml").write_bytes("a: é\r\nb: 2\r\n".encode(encoding))
    files = Files(tmp_path)
    assert files.text("a.yml") == "a: é\nb: 2\n"
    assert [text(document) for document in files.yaml("a.yml").documents] == ["{a: é, b: 2}"]


BROKEN = {
    "latin": (b"a: 1\nb: \xe9\n", 2, "isn't UTF-8 text"),
    "binary": (b"a: 1\n\x00\x01", 2, "U+0000"),
    "odd utf-16": (b"\xff\xfea", 0, "isn't UTF-16 text"),
    "too long": (b"a: 1\n" * 2_000_001, 0, "is 10 MB long and isn't read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cant_be_read_is_a_problem(tmp_path, name):
    data, line, words = BROKEN[name]
    (tmp_path / "a.yml").write_bytes(data)
    found = Files(tmp_path).yaml("a.yml")
    assert found.documents == ()
    assert [(problem.path, problem.line) for problem in found.problems] == [("a.yml", line)]
    assert words in found.problems[0].message


def test_a_hundred_megabytes_are_refused_at_once(tmp_path):
    with (tmp_path / "big.yml").open("wb") as file:
        file.truncate(100_000_000)
    start = time.process_time()
    (problem,) = Files(tmp_path).yaml("big.yml").problems
    assert time.process_time() - start < 0.5
    assert "is 100 MB long" in problem.message


@pytest.mark.parametrize(
    "source", ["../outside.yml", "absent.yml", "folder", "link.yml", "a\0b", "x" * 5_000, "loop"]
)
def test_what_is_no_file_of_the_project_isnt_read(tmp_path, source):
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.yml").write_text("secret: 1")
    (root / "link.yml").symlink_to(tmp_path / "outside.yml")
    (root / "loop").symlink_to(root / "loop")
    files = Files(root)
    assert not files.exists(source)
    assert files.yaml(source).documents == ()
    assert len(files.yaml(source).problems) == 1
    with pytest.raises(SourceError):
        files.text(source)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.yml")
    assert "no plain file" in Files(tmp_path).yaml("a.yml").problems[0].message


def test_the_files_of_a_folder_are_listed(tmp_path):
    (tmp_path / "k8s" / "deeper").mkdir(parents=True)
    for name in ("b.yml", "a.yml"):
        (tmp_path / "k8s" / name).touch()
    files = Files(tmp_path)
    assert files.listing("k8s") == ("k8s/a.yml", "k8s/b.yml")
    assert files.listing("") == files.listing("absent") == files.listing("../..") == ()
