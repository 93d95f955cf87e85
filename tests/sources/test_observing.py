"""Questions to the disk: what is noted, and when an answer differs."""

import json
import shutil

import pytest

from pytest_etl_diagram.sources import contents
from pytest_etl_diagram.sources.imports import EXISTING, MODULE, TOP
from pytest_etl_diagram.sources.observing import BELOW, FILE, HOLDING, KIND, NAMES, Disk

FILES = {
    "dags/sales.py": "from airflow import DAG\n",
    "dags/conf/sales.yml": "a: 1\n",
    "libs/helpers.py": "",
    "pkg/__init__.py": "",
    "README.md": "hello\n",
}
SALES = '["sales", "dags/*", []]'
HELPERS = '["helpers", "dags/*", []]'


def write(root, path, text=""):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "project"
    for path, text in FILES.items():
        write(root, path, text)
    return root


CHANGES = {
    "another text": lambda root: write(root, "dags/sales.py", "from airflow import dag\n"),
    "gone": lambda root: (root / "dags/sales.py").unlink(),
    "a folder": lambda root: ((root / "dags/sales.py").unlink(), (root / "dags/sales.py").mkdir()),
    "new yaml": lambda root: write(root, "dags/conf/costs.yml"),
    "new text": lambda root: write(root, "dags/notes.txt"),
    "new module": lambda root: write(root, "helpers.py"),
    "new package": lambda root: write(root, "airflow/__init__.py"),
    "cache": lambda root: write(root, "dags/__pycache__/sales.cpython-311.pyc"),
    "environment": lambda root: write(root, "dags/conf/pyvenv.cfg"),
    "the folder is gone": lambda root: shutil.rmtree(root / "dags"),
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ((FILE, "dags/sales.py"), {"another text", "gone", "a folder", "the folder is gone"}),
        ((FILE, "helpers.py"), {"new module"}),
        ((KIND, "dags/sales.py"), {"gone", "a folder", "the folder is gone"}),
        ((KIND, "dags/conf"), {"the folder is gone"}),
        ((NAMES, '["dags", ""]'), {"gone", "a folder", "new text", "the folder is gone"}),
        ((NAMES, '["dags", "\\\\.py$"]'), {"gone", "a folder", "the folder is gone"}),
        ((NAMES, '["airflow", ""]'), {"new package"}),
        ((BELOW, '["", [".yml"], []]'), {"new yaml", "environment", "the folder is gone"}),
        ((BELOW, '["", [".yml"], ["conf"]]'), set()),
        ((HOLDING, '[[".py"], "import DAG"]'), {"another text", "gone", "a folder",
                                                "the folder is gone"}),
        ((HOLDING, '[[".yml"], "b"]'), set()),
        ((TOP, '["airflow", "dags/*", []]'), {"new package"}),
        ((TOP, HELPERS), set()),
        ((MODULE, HELPERS), {"new module"}),
        ((MODULE, SALES), {"gone", "a folder", "the folder is gone"}),
        ((EXISTING, "pkg"), set()),
        ((EXISTING, "airflow"), {"new package"}),
    ],
)  # fmt: skip
def test_an_answer_differs_only_where_what_is_asked_for_does(root, tmp_path, question, expected):
    before = Disk(root).answer(question)
    different = set()
    for name, change in CHANGES.items():
        copy = tmp_path / "changed" / "project"
        shutil.copytree(root, copy)
        change(copy)
        if Disk(copy).answer(question) != before:
            different.add(name)
        shutil.rmtree(copy)
    assert different == expected


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda disk: disk.kind("dags/../README.md"), [(KIND, "README.md")]),
        (lambda disk: disk.kind("../outside"), []),
        (lambda disk: disk.kind("/etc"), []),
        (lambda disk: disk.read("README.md"), [(FILE, "README.md")]),
        (lambda disk: disk.head("./README.md", 1), [(FILE, "README.md")]),
        (lambda disk: disk.names("dags", "x"), [(NAMES, '["dags", "x"]')]),
        (lambda disk: disk.names(".."), []),
        (lambda disk: disk.below("", (".py",)), [(BELOW, '["", [".py"], []]')]),
        (lambda disk: disk.holding((".py",), "x"), [(HOLDING, '[[".py"], "x"]')]),
        (
            lambda disk: disk.imports.locate("airflow.models", "dags/sales.py"),
            [(TOP, '["airflow", "dags/*", []]')],
        ),
        (
            lambda disk: disk.imports.locate("helpers", "dags/sales.py"),
            [(TOP, HELPERS), (MODULE, HELPERS)],
        ),
        (lambda disk: disk.imports.locate("/pkg", "pkg/__init__.py"), [(EXISTING, "pkg")]),
    ],
)
def test_what_is_asked_is_noted(root, ask, expected):
    disk = Disk(root)
    for _ in range(2):  # the second time from memory
        with disk.watched() as questions:
            ask(disk)
        assert list(questions) == expected


def test_what_cant_be_read_raises_and_is_noted(root):
    disk = Disk(root)
    with disk.watched() as questions:
        for path in ("absent.py", "dags", "../outside.py"):
            with pytest.raises(OSError, match=r"."):
                disk.read(path)
    assert list(questions) == [(FILE, "absent.py"), (FILE, "dags")]


def test_of_watches_in_each_other_both_get_what_is_noted_inside(root):
    disk = Disk(root)
    with disk.watched() as outer:
        with disk.watched() as inner:
            disk.note(KIND, "a")
        assert list(inner) == list(outer) == [(KIND, "a")]
        disk.note_all([(KIND, "b"), (KIND, "a")])
    disk.note(KIND, "c")
    assert (list(outer), list(inner)) == ([(KIND, "a"), (KIND, "b")], [(KIND, "a")])


def test_question_of_an_unknown_sort_has_no_answer(root):
    with pytest.raises(KeyError):
        Disk(root).answer(("weather", ""))


def test_names_with_odd_characters_can_be_asked_for(root):
    disk = Disk(root)
    for path in ("a\0b", "\udcff", "x" * 5_000, "a\nb", "a//b/./c"):
        assert disk.kind(path) == ""
        assert disk.answer((FILE, path)) == ""


def test_link_out_of_the_root_is_nothing(root, tmp_path):
    (tmp_path / "secret.py").write_text("x = 1\n")
    try:
        (root / "secret.py").symlink_to(tmp_path / "secret.py")
    except OSError:
        pytest.skip("no symbolic links here")
    disk = Disk(root)
    assert disk.kind("secret.py") == disk.answer((FILE, "secret.py")) == ""
    assert disk.imports.locate("secret", "x.py") is None
    with pytest.raises(OSError, match="No such file"):
        disk.read("secret.py")


# -- one read -------------------------------------------------------------------------------------


def test_content_that_is_kept_is_read_once_and_then_let_go(root):
    disk = Disk(root)
    disk.contents.keep("README.md", b"as it was looked at")
    assert disk.head("README.md", 5) == b"as it"
    assert disk.read("README.md") == b"as it was looked at"
    assert disk.read("README.md") == b"hello\n"


def test_hash_of_what_was_kept_needs_no_read(root):
    disk, other = Disk(root), Disk(root)
    disk.contents.keep("README.md", b"hello\n")
    (root / "README.md").write_text("changed meanwhile\n")
    assert disk.read("README.md") == b"hello\n"
    assert disk.answer((FILE, "README.md")) != other.answer((FILE, "README.md"))


def test_no_more_is_kept_than_there_is_room_for(root, monkeypatch):
    monkeypatch.setattr(contents, "MAX_KEPT", 10)
    disk = Disk(root)
    disk.contents.keep("README.md", b"12345678")
    disk.contents.keep("dags/sales.py", b"1234")
    assert disk.read("dags/sales.py") == b"from airflow import DAG\n"
    assert disk.read("README.md") == b"12345678"
    disk.contents.keep("dags/sales.py", b"1234")
    assert disk.read("dags/sales.py") == b"1234"


def test_file_that_is_too_long_to_be_read_is_told_apart_by_its_size(root, monkeypatch):
    monkeypatch.setattr(contents, "MAX_HASHED", 3)
    before = Disk(root).answer((FILE, "README.md"))
    assert before == Disk(root).answer((FILE, "README.md"))
    (root / "README.md").write_text("hello again\n")
    assert before != Disk(root).answer((FILE, "README.md"))


def test_text_in_another_encoding_is_searched_too(root):
    (root / "wide.yml").write_text("build: .\n", encoding="utf-16")
    assert Disk(root).holding((".yml",), "build:") == ("wide.yml",)


def test_import_roots_are_answered_for_by_any_disk_that_knows_them(root):
    write(root, "deep/inside/tool.py")
    roots = (root / "deep/inside", root.parent)
    question = (MODULE, json.dumps(["tool", "dags/*", []]))
    assert Disk(root, roots).answer(question) == "deep/inside/tool.py"
    assert Disk(root).answer(question) == ""
