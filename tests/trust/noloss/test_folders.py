"""The folder of the snapshots: where it may be, and what is written through links in it."""

import os

import pytest

needs_links = pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
ONE = "dags/one.py/dag.one.md"


@pytest.fixture
def one(project):
    project.write_dag("dags/one.py", "one")
    return project


WRONG = {
    "the root folder": ".",
    "outside": "../elsewhere",
    "absolute and outside": "/nowhere/diagrams",
    "git's": ".git",
    "in git's": ".git/diagrams",
    "a file": "notes.txt",
    "of syrupy": "tests/__snapshots__",
    "with sources": "dags",
    "around a folder of sources": "team",
}


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("args", [(), ("--snapshot-update",)], ids=["compare", "update"])
def test_a_folder_that_can_not_hold_snapshots_is_one_error(one, kept, value, args):
    one.write("notes.txt", "theirs\n")
    (one.root / ".git").mkdir()
    one.write_dag("team/dags/two.py", "two")
    one.ini(etl_diagrams_dir=value, etl_diagrams_paths="dags team/dags")
    before = kept()
    result = one.run(*args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_dir: '{value}' *; name a folder *"])
    assert not before.changed()


def test_a_folder_with_files_of_others_is_shared_with_them(one, kept):
    one.write("docs/index.md", "# Docs\n")
    one.write("docs/dags/one.py/notes.md", "# Notes\n")
    one.ini(etl_diagrams_dir="docs")
    before = kept()
    one.accept()
    (one.root / "dags/one.py").unlink()
    one.write_dag("dags/two.py", "twice", tasks=(("a", 1), ("b", 2), ("c", 3)))
    one.accept()
    one.accept()
    new = "docs/dags/two.py/dag.twice.md"
    assert before.changed() == {"dags/one.py", "dags/two.py", new}


@needs_links
@pytest.mark.parametrize("link", ["dags", "dags/one.py", ONE])
def test_nothing_is_written_nor_read_through_a_link_that_leads_out(
    one, calmly, tmp_path_factory, link
):
    outside = tmp_path_factory.mktemp("outside")
    inner = {"dags": "one.py/dag.one.md", "dags/one.py": "dag.one.md", ONE: ""}[link]
    theirs = outside / inner if inner else outside / "theirs.md"
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_bytes(b"theirs\n")
    place = one.root / "__etl_diagrams__" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside if inner else theirs)
    for args in ((), ("--snapshot-update",)):
        result = one.run(*args)
        result.assert_outcomes(failed=1)
        calmly(result)
        result.stdout.fnmatch_lines([f"__etl_diagrams__/{ONE}: a link leads from there out of *"])
    assert [path for path in outside.rglob("*") if path.is_file()] == [theirs]
    assert theirs.read_bytes() == b"theirs\n"


@needs_links
def test_a_folder_that_is_a_link_out_of_the_project_is_one_error(one, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (one.root / "__etl_diagrams__").symlink_to(outside)
    for args in ((), ("--snapshot-update",)):
        result = one.run(*args)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["ERROR: etl_diagrams_dir: *link that leads out of *"])
    assert not list(outside.iterdir())


@needs_links
def test_links_inside_the_project_are_followed_and_stay(one):
    (one.root / "docs").mkdir()
    (one.root / "__etl_diagrams__").symlink_to("docs")
    one.accept()
    assert (one.root / "docs" / ONE).is_file()
    (one.root / "docs" / ONE).rename(one.root / "docs/elsewhere.md")
    (one.root / "docs" / ONE).symlink_to(one.root / "docs/elsewhere.md")
    one.write_dag("dags/one.py", "one", tasks=(("extract", 0), ("load", 0)))
    one.accept()
    assert (one.root / "docs" / ONE).is_symlink()
    one.run().assert_outcomes(passed=1)


@needs_links
def test_a_link_to_a_file_of_others_is_not_written_through(one, calmly):
    one.write("README.md", "# Mine\n")
    place = one.root / "__etl_diagrams__" / ONE
    place.parent.mkdir(parents=True)
    place.symlink_to(one.root / "README.md")
    result = one.run("--snapshot-update")
    result.assert_outcomes(failed=1)
    calmly(result)
    assert (one.root / "README.md").read_text(encoding="utf-8") == "# Mine\n"


@needs_links
def test_a_link_into_the_folder_of_git_is_not_written_through(one, calmly):
    (one.root / ".git/hooks").mkdir(parents=True)
    (one.root / "__etl_diagrams__").mkdir()
    (one.root / "__etl_diagrams__/dags").symlink_to(one.root / ".git/hooks")
    result = one.run("--snapshot-update")
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines(["*can't be written: it lies in git's own folder; *"])
    assert not list((one.root / ".git/hooks").iterdir())


@needs_links
def test_pending_drawings_are_not_written_through_a_link_that_leads_out(
    one, calmly, tmp_path_factory
):
    outside = tmp_path_factory.mktemp("outside")
    (one.root / "pending").mkdir()
    (one.root / "pending/dags").symlink_to(outside)
    result = one.run("--etl-diagrams-pending=pending")
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines(["--etl-diagrams-pending: *a link leads from there out of *"])
    assert not list(outside.iterdir())
