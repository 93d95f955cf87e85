"""Which files are read as pipelines at all, and which of them have to be readable."""

from __future__ import annotations

import time

import pytest

from pytest_etl_diagram.declarations import formats, hints
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.sources.hints import matches_hint

PIPELINE = b"source: {type: s3}\ntarget: {type: s3}\n"
STEPS = b"steps:\n  - {type: extract}\n  - {type: load}\n"


def strength(of_format, name, head):
    found = [hint.strong for hint in of_format if matches_hint(hint, name, head)]
    return {True: "must be readable", False: "may be one"}[any(found)] if found else "not read"


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("config/pipelines.yaml", PIPELINE, "must be readable"),
        ("orders_pipeline.yml", PIPELINE, "must be readable"),
        ("orders.pipeline.yaml", STEPS, "must be readable"),
        ("pipelines/raw/orders.yaml", PIPELINE, "must be readable"),
        ("etl_config.yaml", PIPELINE, "must be readable"),
        ("city_pipeline.yml", PIPELINE, "must be readable"),
        ("orders_pipeline.json", b'{"source": {}, "target": {}}', "must be readable"),
        ("pipelines.yaml", b"a: &a [*a]\n", "may be one"),
        ("templates/pipeline.yaml", PIPELINE, "may be one"),
        ("{{cookiecutter.name}}/pipeline.yml", PIPELINE, "may be one"),
        ("azure-pipelines.yml", b"steps: [{script: make}]\n", "may be one"),
        ("feeds.yaml", PIPELINE, "may be one"),
        ("feeds.yaml", STEPS, "may be one"),
        ("feeds.yml", b'"inputs": [a]\n"outputs": [b]\n', "may be one"),
        ("feeds.json", b'{"inputs": [], "outputs": [], "transforms": []}', "may be one"),
        ("feeds.yaml", b"name: source and target\n", "not read"),
        ("package.json", b'{"source": "a", "main": "b"}', "not read"),
        ("pipelines.md", PIPELINE, "not read"),
    ],
)
def test_files_are_chosen_by_name_and_bytes(name, head, expected):
    assert strength(hints.GENERIC, name, head) == expected


@pytest.mark.parametrize(
    ("of_format", "name", "head", "expected"),
    [
        (hints.SODA, "any.yml", b"checks for orders:\n  - row_count > 0\n", "must be readable"),
        (hints.SODA, "any.yml", b"dataset: a\nchecks:\n  - schema:\n", "may be one"),
        (hints.SODA, "any.yml", b"# checks for orders\n", "not read"),
        (
            hints.GREAT_EXPECTATIONS,
            "gx/expectations/a.json",
            b'{"expectations": [{"type": "expect_x"}]}',
            "must be readable",
        ),
        (
            hints.GREAT_EXPECTATIONS,
            "suites/a.json",
            b'{"expectations": [{"type": "expect_x"}]}',
            "may be one",
        ),
        (hints.GREAT_EXPECTATIONS, "a.json", b"{}", "not read"),
    ],
)
def test_files_of_checks_are_chosen_by_their_words(of_format, name, head, expected):
    assert strength(of_format, name, head) == expected


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)

HOSTILE = {
    "a bomb of aliases": f"{BOMB}source: *j\n",
    "a tag of Python": "source: !!python/object/apply:os.system [ls]\ntarget: {type: s3}\n",
    "a tab": "source:\n\ttype: s3\n",
    "a character of binary files": "source: \x00\n",
    "too long a file": "source: {type: s3}\n" + "# and so on\n" * 1_000_000,
    "too deep a mapping": f"source: {'{a: ' * 500}1{'}' * 500}\n",
    "an alias of what it stands in": "source: &x {type: s3, self: *x}\ntarget: {type: s3}\n",
    "a merge key of a number": "source: {<<: 5, type: s3}\ntarget: {type: s3}\n",
    "a list for a key": "source: {? [a] : 1, type: s3}\ntarget: {type: s3}\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_a_problem_with_a_line_and_soon_read(text, tmp_path):
    (tmp_path / "pipelines.yaml").write_text(text, encoding="utf-8", newline="\n")
    started = time.process_time()
    found = [each.read(Files(tmp_path), "pipelines.yaml") for each in formats()[:3]]
    assert time.process_time() - started < 20
    assert any(problem.fatal for each in found for problem in each.problems)
