"""Snapshots of other formats, and files that are no snapshots, where a snapshot belongs."""

import pytest

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid import header, versions
from pytest_etl_diagram.mermaid.document import parse
from pytest_etl_diagram.mermaid.versions import MIGRATIONS, migrated

SNAPSHOT = "__etl_diagrams__/dags/sales.py/dag.sales.md"


@pytest.fixture
def sales(project):
    project.write_dag("dags/sales.py", "sales")
    project.accept()
    return project


def rewrite(project, change):
    file = project.root / SNAPSHOT
    file.write_bytes(change(file.read_bytes().decode()).encode("utf-8", "surrogateescape"))
    return file


def of_format(version):
    return lambda text: text.replace("· format 1", f"· format {version}")


def older(text):
    """Return a snapshot as an invented format 0 has it: stages are steps, and `t_` is `s_`."""
    return of_format(0)(text).replace("t_", "s_").replace("flowchart", "graph")


def newer(text):
    return (
        text.replace("· format 0", "· format 1").replace("s_", "t_").replace("graph", "flowchart")
    )


@pytest.fixture
def knows_format_0(monkeypatch):
    monkeypatch.setitem(MIGRATIONS, 0, newer)


def test_an_older_format_is_read_and_says_how_to_rewrite_it(sales, kept, calmly, knows_format_0):
    rewrite(sales, older)
    before = kept()
    result = sales.run()
    result.assert_outcomes(passed=1)
    calmly(result)
    result.stdout.fnmatch_lines(
        ["1 snapshot of format 0 read as format 1; rewrite it with  pytest *--snapshot-update"]
    )
    assert not before.changed()


def test_an_update_rewrites_an_older_format_and_says_so(sales, knows_format_0):
    whole = (sales.root / SNAPSHOT).read_bytes()
    rewrite(sales, older)
    result = sales.accept()
    result.stdout.fnmatch_lines(
        ["1 diagram: 1 updated", "1 snapshot of format 0 rewritten in format 1"]
    )
    assert (sales.root / SNAPSHOT).read_bytes() == whole
    assert "format 0" not in sales.run().stdout.str()


def test_an_older_format_shows_real_drifts_and_no_other(sales, knows_format_0):
    rewrite(sales, older)
    sales.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("load", 0)))
    result = sales.run()
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert "retries-removed" in text
    assert "s_extract" not in text
    assert "+" + "    t_load" not in text


def test_a_renamed_diagram_finds_its_snapshot_of_an_older_format(sales, knows_format_0):
    rewrite(sales, older)
    sales.write_dag("dags/sales.py", "revenue")
    text = sales.run().stdout.str()
    assert "title-changed" in text
    assert "s_extract" not in text
    sales.accept()
    assert sales.snapshots() == ["dags/sales.py/dag.revenue.md"]


def test_an_orphan_of_an_older_format_is_removed(sales, knows_format_0):
    rewrite(sales, older)
    (sales.root / "dags/sales.py").unlink()
    sales.run("--snapshot-update")
    assert sales.snapshots() == []


def step(version):
    """Return an invented step from a format to the next one, which leaves a trace."""
    return lambda text: text.replace(f"format {version}", f"format {version + 1}") + str(version)


def test_formats_are_passed_one_after_the_other(monkeypatch):
    monkeypatch.setattr(header, "FORMAT_VERSION", 3)
    for version in (0, 1, 2):
        monkeypatch.setitem(MIGRATIONS, version, step(version))
    text = "# Airflow DAG: a\n\nSource: `a.py` · format {}\n"
    assert migrated(text.format(0)) == text.format(3) + "012"
    assert migrated(text.format(2)) == text.format(3) + "2"
    assert migrated(text.format(3)) == text.format(3)


def test_every_older_format_has_a_row():
    assert sorted(MIGRATIONS) == list(range(1, header.FORMAT_VERSION))


def test_an_older_format_without_a_row_says_what_to_do(sales, calmly):
    rewrite(sales, of_format(0))
    result = sales.run()
    calmly(result)
    result.stdout.fnmatch_lines(
        [f"{SNAPSHOT}: format 0, but this plugin reads format 1; rewrite it*"]
    )
    sales.accept()
    assert sales.run().ret == 0


def test_a_step_that_can_not_read_its_text_is_no_crash(sales, calmly, monkeypatch):
    monkeypatch.setitem(MIGRATIONS, 0, lambda text: text)
    rewrite(sales, of_format(0))
    result = sales.run()
    calmly(result)
    result.stdout.fnmatch_lines([f"{SNAPSHOT}: format 0, but this plugin reads format 1; *"])


NEWER = {
    "as it is": of_format(2),
    "with another layout": lambda text: of_format(12)(text).replace("flowchart", "new stuff"),
    "beside our own, in a conflict": lambda text: (
        f"<<<<<<< HEAD\n{text}=======\n{of_format(2)(text)}>>>>>>> theirs\n"
    ),
    "with another heading": lambda text: of_format(2)(text).replace(
        "# Airflow", "## A new kind of"
    ),
}


@pytest.mark.parametrize("change", NEWER.values(), ids=NEWER)
@pytest.mark.parametrize("source", ["there", "gone", "renamed"])
def test_a_newer_format_is_never_replaced_nor_removed(sales, kept, calmly, change, source):
    rewrite(sales, change)
    sales.write_dag("dags/other.py", "other")
    if source == "gone":
        (sales.root / "dags/sales.py").unlink()
    elif source == "renamed":
        sales.write_dag("dags/sales.py", "revenue")
    before = kept()
    for args in ((), ("--snapshot-update",)):
        result = sales.run("--etl-diagrams-pending=pending", *args)
        calmly(result)
        if source == "there":
            result.stdout.fnmatch_lines([f"{SNAPSHOT}: format *, but this * upgrade the plugin"])
    assert SNAPSHOT not in before.changed()
    assert not list(sales.root.glob("pending/**/dag.sales.md"))


@pytest.mark.parametrize("version", ["x", "", "-1", "1.5", "9" * 5000, "٢", "0x1"])
def test_a_version_that_is_none_is_told_and_the_update_repairs_it(sales, calmly, version):
    whole = (sales.root / SNAPSHOT).read_bytes()
    rewrite(sales, of_format(version))
    result = sales.run()
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines([f"{SNAPSHOT}: *", "Write it anew with: *", "1 diagram: 1 error"])
    sales.accept()
    assert (sales.root / SNAPSHOT).read_bytes() == whole


FOREIGN = {
    "notes": "# Notes\n\nWhat we agreed on.\n",
    "a drawing of theirs": "# Sales\n\n```mermaid\nflowchart TD\n  a --> b\n```\n",
    "without heading and source line": lambda text: text[text.index("```mermaid") :],
    "in UTF-16": lambda text: text.encode("utf-16").decode("utf-8", "surrogateescape"),
    "binary": "\0\1\2",
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_a_file_of_others_where_a_snapshot_belongs_stays(sales, kept, calmly, foreign):
    rewrite(sales, foreign if callable(foreign) else lambda _: foreign)
    before = kept()
    for args in ((), ("--snapshot-update",)):
        result = sales.run(*args)
        result.assert_outcomes(failed=1)
        calmly(result)
        result.stdout.fnmatch_lines(
            [f"{SNAPSHOT}: a file that this plugin didn't write *; move it away, then *"]
        )
    assert not before.changed()


EDITED = {
    "a word": lambda text: text.replace('"load', '"laod', 1),
    "a note at the end": lambda text: text + "\nReviewed by Ann.\n",
    "a line of the drawing": lambda text: text.replace("    t_", "    maybe t_", 1),
    "the source line": lambda text: text.replace("Source: `dags", "Source: dags"),
    "the heading": lambda text: text.replace("# Airflow DAG", "Airflow DAG"),
}


@pytest.mark.parametrize("change", EDITED.values(), ids=EDITED)
def test_a_snapshot_edited_by_hand_fails_and_the_update_repairs_it(sales, calmly, change):
    whole = (sales.root / SNAPSHOT).read_bytes()
    file = rewrite(sales, change)
    assert file.read_bytes() != whole
    result = sales.run()
    result.assert_outcomes(failed=1)
    calmly(result)
    sales.accept()
    assert file.read_bytes() == whole


@pytest.mark.parametrize("change", ["a note at the end", "a line of the drawing"])
def test_an_orphan_edited_by_hand_is_left_for_a_hand(sales, kept, calmly, change):
    rewrite(sales, EDITED[change])
    sales.write_dag("dags/other.py", "other")
    (sales.root / "dags/sales.py").unlink()
    before = kept()
    result = sales.run("--snapshot-update")
    calmly(result)
    result.stdout.fnmatch_lines([f"  {SNAPSHOT}: not as this plugin wrote it *; delete it by hand"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert SNAPSHOT not in before.changed()


def test_parsing_reads_an_older_format_too(sales, knows_format_0):
    text = (sales.root / SNAPSHOT).read_text(encoding="utf-8")
    assert parse(older(text)) == parse(text)
    with pytest.raises(SnapshotFormatError, match="upgrade"):
        parse(of_format(7)(text))


def test_the_version_of_a_text_is_the_newest_it_names():
    line = "Source: `a` · format {}\n"
    assert versions.format_version(line.format(1) + line.format(3) + line.format("x")) == 3
    assert versions.format_version("# a\n") is None
