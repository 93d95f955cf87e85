import os

import pytest

from pytest_etl_diagram.sources.folders import SKIPPED_FOLDERS
from pytest_etl_diagram.sources.territory import Territory
from pytest_etl_diagram.sources.walk import find_candidates

PIPELINE = "from airflow import DAG\n"


@pytest.fixture
def found(tmp_path):
    """Return the relative paths that a walk finds."""

    def find(starts=(".",), excluded=(), skip=()):
        places = tuple(tmp_path / start for start in starts)
        territory = Territory(tmp_path, places, tuple(excluded), tmp_path / "__etl_diagrams__")
        paths = find_candidates(territory, lambda path: path.name in skip)
        return [path.relative_to(tmp_path).as_posix() for path in paths]

    return find


@pytest.fixture
def tree(tmp_path):
    def make(*paths, text=PIPELINE):
        for path in paths:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_candidates_are_sorted_and_found_once(tree, found):
    tree("b/x.py", "a/x.py", "a/b/x.py", "z.py")
    assert found(starts=(".", "a", "a/b/x.py")) == ["a/b/x.py", "a/x.py", "b/x.py", "z.py"]


def test_files_without_the_hints_are_left_out(tree, found):
    tree("a.py", text="import os\n")
    tree("b.py", text="# AIRFLOW Dag\n")
    tree("c.txt")
    assert found() == ["b.py"]


@pytest.mark.parametrize("folder", sorted(SKIPPED_FOLDERS))
def test_folders_of_other_people_are_skipped(tree, found, folder):
    tree(f"{folder}/x.py", f"dags/{folder}/x.py", "dags/x.py")
    assert found() == ["dags/x.py"]


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_virtual_environments_are_skipped_whatever_their_name(tree, found, mark):
    tree("tools/lib/x.py", f"tools/{mark}", "dags/x.py")
    assert found() == ["dags/x.py"]


def test_folder_of_snapshots_is_skipped(tree, found):
    tree("__etl_diagrams__/x.py", "dags/x.py")
    assert found() == ["dags/x.py"]


def test_caller_can_skip_folders_and_files(tree, found):
    tree("a/x.py", "b/x.py", "c.py")
    assert found(skip=("a", "c.py")) == ["b/x.py"]


def test_excluded_paths_are_left_out(tree, found):
    tree("a/x.py", "b/x.py", "b/legacy/y.py")
    assert found(excluded=("legacy", "a/*.py")) == ["b/x.py"]


def symlink(link, target):
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no symbolic links here")


def test_links_out_of_the_root_are_not_followed_but_told(tree, found, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.py").write_text(PIPELINE, encoding="utf-8")
    root = tree("dags/own.py")
    symlink(root / "dags/folder", outside)
    symlink(root / "dags/file.py", outside / "x.py")
    assert found() == ["dags/file.py", "dags/folder", "dags/own.py"]


def test_linked_files_are_found_at_their_own_place(tree, found):
    root = tree("z/x.py")
    (root / "a").mkdir()
    symlink(root / "a/folder", root / "z")
    symlink(root / "a/file.py", root / "z/x.py")
    assert found() == ["z/x.py"]


def test_link_to_what_is_not_walked_over_is_followed(tree, found):
    root = tree("team/dags/x.py", "dags/y.py")
    symlink(root / "dags/team", root / "team/dags")
    assert found(starts=("dags",)) == ["dags/team/x.py", "dags/y.py"]


def test_links_in_a_circle_end(tree, found):
    root = tree("dags/x.py")
    symlink(root / "dags/again", root / "dags")
    symlink(root / "dags/up", root)
    assert found(starts=("dags",)) == ["dags/x.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_unreadable_file_is_a_candidate(tree, found):
    (tree("x.py") / "x.py").chmod(0)
    assert found() == ["x.py"]
