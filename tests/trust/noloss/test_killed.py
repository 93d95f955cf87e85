"""An update that is killed (kill -9): each snapshot is whole, and the next update completes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from tests.trust.noloss.killing import Update, at_once, at_steps
update = Update(sys.argv[1], files=2)
for where, wrong in (*at_steps(update, 3), *at_once(update, 1)):
    print(where, wrong or "whole")
"""


def test_every_snapshot_is_old_or_new_and_the_next_update_completes_it(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 4, done.stderr
    assert [line for line in lines if not line.endswith("whole")] == []
