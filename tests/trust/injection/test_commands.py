"""A command to copy into a shell is one of pytest, whatever it is about."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.html.data import accept_command
from pytest_etl_diagram.report.shells import is_quotable, item_argument, quote, quote_for_all
from pytest_etl_diagram.report.words import unmistakable
from tests.trust.injection.conftest import NAMES
from tests.trust.injection.looking import require_plain
from tests.trust.injection.texts import HOSTILE

if TYPE_CHECKING:
    from tests.plugin.conftest import PipelineProject
    from tests.trust.injection.conftest import Printed

ARGUMENTS = {what: f"dags/x.py::dag[{unmistakable(text)}]" for what, text in HOSTILE.items()}


def words_of(command: str) -> list[str]:
    """Return what a POSIX shell makes of a command: its words."""
    shell = shutil.which("sh") or pytest.skip("there is no sh")
    script = f'set -f; pytest() {{ printf "%s\\0" "$@"; }}; {command}'
    ran = subprocess.run([shell, "-c", script], capture_output=True, check=True)
    return ran.stdout.decode().split("\0")[:-1]


def test_every_name_is_one_word_of_a_shell() -> None:
    some = list(ARGUMENTS.values())
    for number in range(0, len(some), 30):
        chunk = some[number : number + 30]
        command = " ".join(["pytest", *(quote(word, "posix") for word in chunk)])
        require_plain(command)
        assert words_of(command) == chunk


@pytest.mark.parametrize("what", ARGUMENTS)
def test_a_word_for_all_shells_is_one_word_in_each(what: str) -> None:
    argument = ARGUMENTS[what]
    word = quote_for_all(argument)
    if word:
        assert shlex.split(word) == [argument]
        assert not re.search(r"[\"$`!%]", word[1:-1]) or word[0] == "'"
        assert word[0] != "'" or not re.search(r"['&|<>^%\u2018-\u201b]", word[1:-1])


@pytest.mark.parametrize("what", ARGUMENTS)
def test_no_word_leaves_its_quotes_on_windows(what: str) -> None:
    argument = ARGUMENTS[what]
    if is_quotable(argument, "nt"):
        word = quote(argument, "nt")
        assert not re.search(r"[\"\u201c-\u201f$`%]", word[1:-1])


@pytest.mark.parametrize("path", ["-rf.py", "@args.py"])
def test_a_path_is_no_option(path: str) -> None:
    assert item_argument(path, "dag[x]") == f"./{path}::dag[x]"


@pytest.mark.parametrize("path", ["a[b].py", "a::b.py", r"a\x1b.py"])
def test_what_pytest_cannot_be_told_is_no_argument(path: str) -> None:
    assert item_argument(path, "dag[x]") == ""


@pytest.mark.parametrize("path", ["a[b].py", r"a\x3a\x3ab.py", r"a\x1b.py"])
def test_where_pytest_cannot_be_told_the_item_all_are_accepted(path: str) -> None:
    contents = Contents((), (), (), ".", "1", accept_command="pytest --etl-diagrams")
    assert accept_command(contents, f"{path}::dag[x]") == "pytest --etl-diagrams"


@pytest.mark.skipif(os.name == "nt", reason="the commands are for cmd and PowerShell there")
def test_the_shown_commands_accept_what_they_are_shown_for(
    hostile: PipelineProject, printed: Printed
) -> None:
    shutil.rmtree(hostile.root / "broken")
    commands = re.findall(r"^ +(pytest .*--snapshot-update.*)$", printed("-q"), re.MULTILINE)
    assert len(commands) >= len(NAMES)
    for command in dict.fromkeys(commands):
        require_plain(command)
    wanted = " && ".join(dict.fromkeys(commands))
    words = words_of(wanted)
    targets = [word for word in words if "::" in word]
    assert not any(word.startswith(("-rf", "@")) for word in words)
    hostile.run("--snapshot-update", *targets)
    assert not (hostile.root / "pwned").exists()
    assert len(hostile.snapshots()) == len(targets)
    assert len(targets) > len(NAMES)
