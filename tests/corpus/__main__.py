"""The command `python -m tests.corpus`: draws every function there is, and asks Mermaid of each.

python -m tests.corpus                      all bodies, all files
python -m tests.corpus --every 10 libcst    every tenth file of one package
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from pytest_etl_diagram.mermaid.parts import HOST
from pytest_etl_diagram.mermaid.split import drawings
from tests.corpus.functions import PACKAGES, STANDARD, diagrams_of, files_of
from tests.mermaid.real import MermaidError, understood


def main():
    """Print how many drawings were made, and each that Mermaid refuses."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="one file in so many")
    parser.add_argument("bodies", nargs="*", default=[STANDARD, *PACKAGES])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        for body in options.bodies:
            root, files = files_of(body)
            drawn = refused = 0
            for path in files[:: options.every]:
                for name, diagram in diagrams_of(root, path, Path(empty)):
                    for page in drawings(diagram.graph):
                        drawn += 1
                        refused += not _is_accepted(page.text, f"{path}: {name}")
            told = f"{len(files[:: options.every])} files, {drawn} drawings, {refused} refused"
            print(f"{body}: {told} by Mermaid")  # noqa: T201 -- the command's answer


def _is_accepted(text, where):
    if len(text) > HOST.characters:
        return True
    try:
        understood(text)
    except MermaidError as error:
        print(f"{where}: {error}")  # noqa: T201 -- the command's answer
        return False
    return True


if __name__ == "__main__":
    main()
