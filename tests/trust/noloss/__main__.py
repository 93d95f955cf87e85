"""Kill updates at 50 points, and let two run at once: python -m tests.trust.noloss."""

# ruff: noqa: T201 -- a command's words

import os
import sys
import tempfile

from .killing import Update, at_moments, at_once, at_steps

STEPS, MOMENTS, TWINS, SEED = 30, 20, 4, 9


def main():
    if not hasattr(os, "fork"):
        print("not tried: this system can't fork")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        update = Update(folder)
        print(f"{STEPS} + {MOMENTS} updates of {update.steps} steps are killed (seed {SEED})")
        print(f"{TWINS} pairs of updates run at once")
        tried = [
            *at_steps(update, STEPS),
            *at_moments(update, MOMENTS, SEED),
            *at_once(update, TWINS),
        ]
    failed = [f"{where}: {each}" for where, wrong in tried for each in wrong]
    print("\n".join(failed) or "nothing is lost")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
