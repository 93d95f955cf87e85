"""What the tests of comments share: a file with comments, and what they are about."""

import textwrap

from pytest_etl_diagram.policy.comments import read_comments


def read(folder, name, text):
    """Return what the comments of a file called `name` with this text say."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8", newline="")
    return read_comments(path, name)


def about(folder, name, text):
    """Return the lines that each reason allows something in, and those of the problems."""
    comments = read(folder, name, text)
    lines = {each.reason: (each.first, each.last) for each in comments.allowances}
    return lines, [problem.line for problem in comments.problems]
