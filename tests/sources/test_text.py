import hashlib

import pytest

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.sources.text import decode, read_source


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"", ""),
        ("x = 'ä'\n".encode(), "x = 'ä'\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        ("# -*- coding: latin-1 -*-\nx = 'ä'\n".encode("latin-1"), None),
        ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '€'\n".encode("cp1252"), None),
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n"),
    ],
)
def test_source_is_decoded_as_python_does(data, text):
    decoded = decode(data, "x.py")
    assert decoded == text if text is not None else decoded.endswith(("x = 'ä'\n", "x = '€'\n"))


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"\xff = 1\n", 1, "utf-8"),
        (b"a = 1\nb = '\xff'\n", 2, "utf-8"),
        (b"a = 1\nb = 1\nc = 1\nd = '\xff'\n", 4, "save it as UTF-8"),
        (b"# coding: klingon\n", 1, "klingon"),
        (b"#!/bin/python\n# coding: klingon\n", 2, "klingon"),
        (b"\xef\xbb\xbf# coding: latin-1\n", 1, "encoding"),
        (b"# coding: ascii\n\nx = '\xe4'\n", 3, "ascii"),
        (b"# coding: hex\n", 1, "encoding"),
    ],
)
def test_wrong_bytes_are_an_error_with_path_and_line(data, line, words):
    with pytest.raises(SourceError) as raised:
        decode(data, "dags/x.py")
    assert (raised.value.path, raised.value.line) == ("dags/x.py", line)
    assert words in raised.value.message


def test_source_has_path_text_and_hash(tmp_path):
    path = tmp_path / "dags" / "x.py"
    path.parent.mkdir()
    path.write_bytes(b"x = 1\r\n")
    source = read_source(path, tmp_path)
    assert (source.path, source.text) == ("dags/x.py", "x = 1\n")
    assert source.sha256 == hashlib.sha256(b"x = 1\r\n").hexdigest()


def test_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SourceError, match=r"x\.py: can't be read: No such file"):
        read_source(tmp_path / "x.py", tmp_path)
