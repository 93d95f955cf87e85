"""The command `python -m tests.example.picture`: puts what really happens into the README.

The README's failing run is what pytest prints after the change below, its
drawing the example's committed snapshot. A test holds the README to both.
"""

from __future__ import annotations

import tempfile

from tests.example.project import EVENTS, ROOT, Example, failures

README = ROOT / "README.md"
CHANGE = ("retries=4", "retries=0")
DRAWING = f"{EVENTS}/dag.user_events.md"


def main():
    """Write the README anew."""
    text = README.read_text(encoding="utf-8")
    README.write_text(with_pictures(text), encoding="utf-8")


def with_pictures(text):
    """Return a README's text with its pictures as they are now."""
    with tempfile.TemporaryDirectory() as folder:
        example = Example(folder)
        text = _put(text, "drawing", f"```mermaid\n{example.drawing(DRAWING)}```")
        example.replace(EVENTS, *CHANGE)
        return _put(text, "failing run", f"```text\n{failures(example.run().text)}\n```")


def _put(text, name, picture):
    """Put `picture` between the marks called `name`."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    before, after = text.split(begin)[0], text.split(end)[1]
    return f"{before}{begin}{picture}{end}{after}"


if __name__ == "__main__":
    main()
