"""YAML made to do harm: a clear problem in under two seconds, and nothing is executed."""

import time
from itertools import pairwise

import pytest

PIPELINE = """\
pipelines:
  orders:
    source: {type: postgres, table: orders}
    target: {type: s3, path: lake/orders, mode: append}
"""
LIMIT = 2.0


def bomb():
    """Return nine lists of nine of the one before: four hundred million strings."""
    names = "abcdefghi"
    lines = ["a: &a [" + ", ".join(["lol"] * 9) + "]"]
    lines += [
        f"{here}: &{here} [" + ", ".join([f"*{before}"] * 9) + "]"
        for before, here in pairwise(names)
    ]
    return "\n".join(lines) + "\n"


HOSTILE = {
    "a bomb": (bomb(), "*holds over 200,000 values*"),
    "a tag that runs code": (
        "x: !!python/object/apply:os.system ['touch pwned']\n",
        "*!!python/object/apply:os.system*never made*",
    ),
    "a recursive anchor": ("x: &x [*x]\n", "*anchor &x contains itself*"),
    "a tab": ("x:\n\ty: 1\n", "*a tab indents the line; use spaces*"),
    "deep nesting": ("x: " + "[" * 20_000 + "\n", "*deep*"),
}
DOUBLED = "    target: {type: s3, path: lake/orders, mode: append}\n"
REPORTED = [name for name in HOSTILE if name != "deep nesting"]


def run(project):
    started = time.process_time()
    result = project.run()
    assert time.process_time() - started < LIMIT
    assert not (project.root / "pwned").exists()
    return result


@pytest.mark.parametrize("kind", HOSTILE)
def test_pipeline_with_it_fails_with_its_line(project, kind):
    text, words = HOSTILE[kind]
    project.write("config/pipelines.yaml", PIPELINE)
    project.accept()
    project.write("config/pipelines.yaml", PIPELINE + text)
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"config/pipelines.yaml:*{words}"])


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", ["docker-compose.yml", "dbt_project.yml", "meltano.yml"])
def test_file_of_a_known_name_fails_with_its_line(project, path, kind):
    text, words = HOSTILE[kind]
    project.write(path, text)
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"{path}:*{words}"])


@pytest.mark.parametrize("kind", REPORTED)
def test_file_that_is_no_pipeline_is_reported(project, kind):
    text, words = HOSTILE[kind]
    project.write("data/other.yaml", text)
    project.write("config/pipelines.yaml", PIPELINE)
    project.accept()
    result = run(project)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines([f"*data/other.yaml:*{words}"])


def test_doubled_key_names_both_lines(project):
    project.write("config/pipelines.yaml", PIPELINE + DOUBLED)
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["config/pipelines.yaml:5: *target*line 4*"])


@pytest.mark.parametrize("path", ["config/pipelines.yaml", "docker-compose.yml"])
def test_file_of_100_mb_is_refused_unread(project, path):
    project.write(path, PIPELINE)
    with (project.root / path).open("ab") as file:
        file.write(b"x" * 99 + b": 1\n")
        file.truncate(100_000_000)
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"{path}: is 100 MB long*"])


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff", b"pipelines:\n  x: \xff\xfe\n"])
def test_binary_is_named_as_such(project, data):
    path = project.write("config/pipelines.yaml", PIPELINE)
    project.accept()
    path.write_bytes(data)
    result = run(project)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["config/pipelines.yaml:*"])


def test_names_of_python_objects_that_mkdocs_wants_are_nobody_s_concern(project):
    project.write("mkdocs.yml", "emoji: !!python/name:material.extensions.emoji.twemoji\n")
    project.write("config/pipelines.yaml", PIPELINE)
    project.accept()
    project.run().stdout.no_fnmatch_line("*mkdocs.yml*")
