"""No function of the standard library or of large packages is too odd to be drawn.

A part of the files is gone through here, and a part of the drawings given to the real
Mermaid; `python -m tests.corpus` goes through all of both.
"""

from __future__ import annotations

import pytest

from pytest_etl_diagram.mermaid.joining import join
from pytest_etl_diagram.mermaid.parts import HOST
from pytest_etl_diagram.mermaid.split import drawings
from tests.corpus.functions import PACKAGES, STANDARD, diagrams_of, files_of
from tests.mermaid.real import understood

SHARE = 24
"""One file in so many."""
SHARE_FOR_MERMAID = 40
"""One drawing in so many is given to the real Mermaid."""


@pytest.mark.parametrize("body", [STANDARD, *PACKAGES])
def test_every_function_is_drawn_and_read_back(body, tmp_path):
    root, files = files_of(body)
    count = 0
    for path in files[7::SHARE] or files[:1]:
        for name, diagram in diagrams_of(root, path, tmp_path):
            pages = drawings(diagram.graph)
            assert join([page.text for page in pages]) == diagram.graph, (path, name)
            count += 1
            if count % SHARE_FOR_MERMAID == 0 and len(pages[0].text) <= HOST.characters:
                understood(pages[0].text)
    assert count
