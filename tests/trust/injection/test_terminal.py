"""Nothing of what a pipeline is called, or says, steers the terminal that tells of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import product
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.collection.files import item_name
from pytest_etl_diagram.collection.gists import Outline
from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.report.words import unmistakable, visible
from tests.trust.injection import pipelines
from tests.trust.injection.conftest import FILES, NAMES, write_file
from tests.trust.injection.looking import CI_COMMANDS, require_plain
from tests.trust.injection.texts import HOSTILE, TERMINAL, UNSEEN

if TYPE_CHECKING:
    from tests.plugin.conftest import PipelineProject
    from tests.trust.injection.conftest import Printed

STEERING = (*TERMINAL.values(), *UNSEEN.values())

OLD = "\u202eold\u200b##x"
"""A tag's name, as git allows it."""


@pytest.mark.parametrize("what", HOSTILE)
def test_texts_and_problems_are_visible(what: str) -> None:
    text = HOSTILE[what]
    for line in (visible(text), unmistakable(text), problem_line(Problem(text, 1, text))):
        require_plain(line)
        assert "\n" not in line
        assert visible(line) == line


def test_node_ids_tell_all_names_apart() -> None:
    names = {*HOSTILE.values(), *(visible(text) for text in HOSTILE.values())}
    assert len({item_name(Outline("dag", name, "x.py", "")) for name in names}) == len(names)


def test_missing_snapshots_are_told_plainly(hostile: PipelineProject, printed: Printed) -> None:
    for args in (("-v", "--color=no"), ("--collect-only",), ("--collect-only", "-q")):
        text = printed(*args)
        require_plain(text)
        assert r"each.py::dag[\x1b[31mred\x1b[0m]" in text or "<DiagramItem dag" in text


def test_drifts_are_told_plainly(drifted: PipelineProject, printed: Printed) -> None:
    runs = [("-v", "--junitxml=junit.xml"), ("-qq", "-rA", "--etl-diagrams-pending=pending")]
    for args in (*runs, *since_a_tag(drifted)):
        text = printed(*args)
        require_plain(text)
        assert "breaking" in text
    cases = ET.parse(drifted.root / "junit.xml").getroot().iter("testcase")  # noqa: S314 -- ours
    told = [value for case in cases for value in (*case.attrib.values(), *case.itertext())]
    assert any("Snapshot diff" in text for text in told)
    for text in told:
        require_plain(text)
    require_pending(drifted)


def since_a_tag(project: PipelineProject) -> list[tuple[str, ...]]:
    """Tag what is there with a hostile name; return the arguments that compare with it."""
    git = shutil.which("git")
    if git is None:
        return []
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "x"), ("tag", OLD)):
        subprocess.run([git, *command], cwd=project.root, check=True)
    return [(f"--etl-diagrams-base={OLD}", "-q")]


def require_pending(project: PipelineProject) -> None:
    """The drawings of what failed lie where the snapshots do, below another folder."""
    pending = project.root / "pending"
    found = {path.relative_to(pending).as_posix() for path in pending.rglob("*.md")}
    assert found
    assert found <= set(project.snapshots())
    for path in found:
        require_plain(path)


def test_an_update_and_its_orphans_are_told_plainly(
    drifted: PipelineProject, printed: Printed
) -> None:
    (drifted.root / "dags/each.py").unlink()
    require_plain(printed("--etl-diagrams-fail-on=breaking"))
    require_plain(printed("--snapshot-update", "--snapshot-details", "-v"))


def test_workers_send_whatever_a_name_holds(project: PipelineProject) -> None:
    some = {what: UNSEEN[what] for what in ("lone surrogate", "right to left", "no character")}
    project.write("dags/each.py", pipelines.dag_file({**some, "colour": TERMINAL["colour"]}))
    write_file(project, "dags", FILES["not UTF-8"], pipelines.dag_file(some))
    result = project.run_apart("-n", "2", "-v", "--etl-diagrams-report=report.json")
    text = "\n".join(result.outlines)
    require_plain(text)
    assert "INTERNALERROR" not in text
    assert "1 missing" not in text
    assert " missing" in text


TAMPERED = (
    ("extract", "{}"),
    ("extract", "{}extract"),
    ("flowchart", "{}\nflowchart"),
    ("# Air", "# {}"),
)
"""What somebody replaces in a snapshot, and by what around a text."""


def test_snapshots_that_somebody_tampered_with_are_shown_plainly(
    project: PipelineProject, printed: Printed
) -> None:
    names = [f"d{number}" for number in range(len(TAMPERED) * len(STEERING))]
    project.write_dag("dags/sales.py", *names)
    project.accept()
    for name, (text, (old, new)) in zip(names, product(STEERING, TAMPERED), strict=True):
        place = project.snapshot(f"dags/sales.py/dag.{name}.md")
        committed = place.read_text(encoding="utf-8").replace(old, new.format(text))
        place.write_bytes(committed.encode("utf-8", "surrogatepass"))
    text = printed("-v")
    require_plain(text)
    assert f"{len(names)} failed" in text


INI = {
    "etl_diagrams_kinds": "{}",
    "etl_diagrams_fail_on": "{}",
    "etl_diagrams_dir": "../{}",
    "etl_diagrams_variables": "{}.json",
    "etl_diagrams_entry_points": "{}",
    "etl_diagrams_rules": "{} = off",
    "etl_diagrams_allow": "{} * -- {}",
    "etl_diagrams_layers": "{}",
    "etl_diagrams_paths": "{}",
    "etl_diagrams_roots": "{}",
}


@pytest.mark.parametrize("option", INI)
def test_wrong_settings_are_told_plainly(
    project: PipelineProject, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    trick = "\x1b[31m\x9b\u202e\u200b##vso[x]"
    project.ini(**{option: INI[option].format(trick, trick)})
    project.write_dag("dags/sales.py", "sales")
    project.pytester.inline_run("--etl-diagrams", "-p", "no:hypothesispytest")
    out, err = capsys.readouterr()
    require_plain(out)
    require_plain(err)
    assert option in err or "dags" in out


def test_a_revision_without_a_place_for_it_is_told_plainly(
    sales: PipelineProject, capsys: pytest.CaptureFixture[str]
) -> None:
    sales.pytester.inline_run("--etl-diagrams", f"--etl-diagrams-base={TERMINAL['link']}\u202e")
    out, err = capsys.readouterr()
    require_plain(out + err)
    assert "--etl-diagrams-base" in err


def test_reasons_and_comments_are_told_plainly(project: PipelineProject, printed: Printed) -> None:
    reason = "\u202ewhy \u200b::error::x ##[error]x"
    project.write_dag("dags/sales.py", "sales")
    project.accept()
    project.write_dag(
        "dags/sales.py",
        "sales",
        tasks=(("extract", 0), ("load", 0)),
        before=f"# etl-diagram: allow nothing-known -- {reason}",
    )
    project.ini(etl_diagrams_allow=f"retries-removed * -- {reason}")
    text = printed("-v")
    require_plain(text)
    assert r"\u202ewhy" in text


def test_what_is_printed_is_still_the_whole_name(
    hostile: PipelineProject, printed: Printed
) -> None:
    text = printed("--collect-only", "-q")
    lines = [line for line in text.split("\n") if line.startswith("dags/each.py::dag[")]
    assert len(set(lines)) == len(NAMES) == len(lines)
    assert not any(CI_COMMANDS.search(line) for line in lines)
    assert re.search(r"^dags/each\.py::dag\[load\\u200b\]$", text, re.MULTILINE)
