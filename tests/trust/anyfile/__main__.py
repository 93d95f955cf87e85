"""The command `python -m tests.trust.anyfile`: libraries and spoilt files, for some time.

python -m tests.trust.anyfile                            a minute, from another place every day
python -m tests.trust.anyfile --seconds 600 --seed 1     longer, and the same again

Half of the time goes to the files of the libraries of all Pythons that are here, a part of each, a
quarter to spoilt files, and one to programs whose values have no measure or whose steps are much
work. It ends with 1 at the first that raises anything, or takes too long, and says how to have it
again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import faulthandler
import random
import shutil
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

from tests.trust.anyfile.bombs import SINKS, VALUES, fatal_problems
from tests.trust.anyfile.drawn import draw
from tests.trust.anyfile.labour import LABOUR, MAX_SECONDS, seconds_of
from tests.trust.anyfile.libraries import all_pass, files_of, libraries
from tests.trust.anyfile.mutants import goes_through, originals, spoilt

LONGEST = 120
"""Seconds after which a file is taken to hang: the command ends, and shows where it was."""


def main() -> int:
    """Print how many went through, or the first that didn't; return what to exit with."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=dt.date.today().toordinal())  # noqa: DTZ011
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            _libraries(options.seed, options.seconds / 2, Path(folder))
            _spoilt(options.seed, options.seconds / 4, Path(folder))
            _bombs(options.seed, options.seconds / 8, Path(folder))
            _labour(options.seed, options.seconds / 8, Path(folder))
        except BaseException:  # noqa: BLE001 -- whatever it is, it is told with the way to it
            traceback.print_exc()
            _say(f"failed; again with: python -m tests.trust.anyfile --seed {options.seed}")
            return 1
        finally:
            faulthandler.cancel_dump_traceback_later()
    return 0


def _libraries(seed: int, seconds: float, folder: Path) -> None:
    found = libraries()
    for library in found:
        ends = time.monotonic() + seconds / len(found)
        files = files_of(library)
        random.Random(seed).shuffle(files)  # noqa: S311  nothing secret
        place = folder / library.name / str(seed)
        place.mkdir(parents=True)
        gone = refused = 0
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        for _, problems in all_pass(files, place):
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            gone += 1
            refused += bool(problems)
            if time.monotonic() > ends:
                break
        _say(f"{library}: {gone} of {len(files)} files went through, {refused} with a problem")


def _spoilt(seed: int, seconds: float, folder: Path) -> None:
    whole = originals(Path(__file__).parents[2])
    faulthandler.dump_traceback_later(LONGEST + seconds, exit=True)
    gone = draw(whole, seed, seconds / 4)
    _say(f"{gone} edited files went through")
    ends = time.monotonic() + seconds * 3 / 4
    gone = 0
    while time.monotonic() < ends:
        number = seed * 1_000_000 + gone
        original = random.Random(number).choice(whole)  # noqa: S311  nothing secret
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        into = folder / "spoilt"
        try:
            goes_through(original, partial(spoilt, seed=number), into)
        except BaseException:
            _say(f"spoilt: {original} with seed {number}")
            raise
        shutil.rmtree(into)
        gone += 1
    _say(f"{gone} spoilt files went through, of {len(whole)} whole ones")


def _bombs(seed: int, seconds: float, folder: Path) -> None:
    ends = time.monotonic() + seconds
    pairs = [(value, sink) for value in VALUES for sink in SINKS]
    random.Random(seed).shuffle(pairs)  # noqa: S311  nothing secret
    gone = 0
    for value, sink in pairs:
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        try:
            fatal_problems(value, sink, folder / "bomb.py")
        except BaseException:
            _say(f"bomb: {value}: {sink!r}")
            raise
        gone += 1
        if time.monotonic() > ends:
            break
    _say(f"{gone} programs of {len(pairs)} went through, whose values have no measure")


def _labour(seed: int, seconds: float, folder: Path) -> None:
    ends = time.monotonic() + seconds
    names = sorted(LABOUR)
    random.Random(seed).shuffle(names)  # noqa: S311  nothing secret
    slowest = 0.0
    for name in names:
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        taken = seconds_of(name, folder / "labour.py")
        slowest = max(slowest, taken)
        if taken > MAX_SECONDS:
            raise AssertionError(f"labour: {name} takes {taken:.1f} s")
        if time.monotonic() > ends:
            break
    _say(f"programs of much work in few steps went through; the slowest took {slowest:.1f} s")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- the command's answer


if __name__ == "__main__":
    sys.exit(main())
