"""Files in a folder and in S3."""

from __future__ import annotations

import pytest
from scripted_api import serve

from extractors.file_extractor import FolderExtractor
from utils.errors import ExtractionError

FILES = {
    "in/2024-01-15/a.csv": b"id,name\n1,x\n2,\n3,z\n",
    "in/2024-01-15/b.jsonl": b'{"id": "4", "name": "w"}\n{"id": "5", "name": null}\n',
    "in/2024-01-16/c.csv": b"id,name\n6,v\n",
}


@pytest.fixture(params=["folder", "s3"])
def files(request, tmp_path):
    """An extractor of FILES, and a function that adds another file."""
    if request.param == "folder":

        def put(key, contents):
            (tmp_path / key).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / key).write_bytes(contents)

        source = FolderExtractor(tmp_path)
    else:
        client, endpoint = (request.getfixturevalue(name) for name in ("s3", "s3_endpoint"))
        from extractors.s3_extractor import S3Extractor  # noqa: PLC0415 -- an extra

        def put(key, contents):
            client.put_object(Bucket="drop", Key=key, Body=contents)

        source = S3Extractor("drop", endpoint)
    for key, contents in FILES.items():
        put(key, contents)
    source.validate_connection()
    yield source, put
    source.close()


def test_files_of_a_prefix_are_read_in_order(files):
    source, _ = files
    rows = source.extract("in/{date}/", {"date": "2024-01-15"})
    assert rows["id"].tolist() == ["1", "2", "3", "4", "5"]
    assert rows["name"].isna().tolist() == [False, True, False, False, True]
    assert source.extract("in/2024-01-17/").empty


def test_batches_of_files(files):
    source, _ = files
    assert [len(batch) for batch in source.batches("in/", 2)] == [2, 1, 2, 1]
    assert source.extract_batch("in/", 2, 3)["id"].tolist() == ["3", "4", "5"]
    assert source.extract_incremental("in/", "id", "4")["id"].tolist() == ["5", "6"]


@pytest.mark.parametrize(
    ("key", "contents"),
    [
        ("in/bad.csv", b'id,name\n1,"x\n'),
        ("in/ragged.csv", b"id,name\n1,x\n1,2,3\n"),
        ("in/bad.jsonl", b'{"id": 1}\n{"id"'),
        ("in/photo.png", b"\x89PNG"),
        ("in/empty.csv", b""),
        ("in/latin.csv", b"id\n\xff\xfe\n"),
    ],
)
def test_file_that_cannot_be_read_is_named(files, key, contents):
    source, put = files
    put(key, contents)
    with pytest.raises(ExtractionError, match=key):
        source.extract("in/")


def test_missing_bucket_and_folder_are_refused(s3, s3_endpoint, tmp_path):
    from extractors.s3_extractor import S3Extractor  # noqa: PLC0415 -- an extra

    for source in (S3Extractor("no-such-bucket", s3_endpoint), FolderExtractor(tmp_path / "no")):
        with pytest.raises(ExtractionError, match="no"):
            source.validate_connection()


def test_object_cut_off_in_the_middle_is_read_again(s3, waits):
    from extractors.s3_extractor import S3Extractor  # noqa: PLC0415 -- an extra

    cut_off = (200, {"Content-Length": "900"}, b"id,name\n1,x\n2")
    whole = (200, {}, b"id,name\n1,x\n2,y\n")
    with (
        serve([], [cut_off, whole]) as (url, requests),
        S3Extractor("drop", url).open("a.csv") as f,
    ):
        assert f.read() == whole[2]
    assert len(requests) == 2
    assert waits == [0.5]
