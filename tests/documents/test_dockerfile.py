"""Dockerfiles: stages, base images, and what the final image runs and offers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents.dockerfile import read_dockerfile


def final(text, **arguments):
    dockerfile, problems = read_dockerfile(text, "Dockerfile", arguments)
    assert problems == ()
    return dockerfile.stage()


BASES = {
    "FROM python:3.11-slim": "python:3.11-slim",
    "from python AS x": "python",
    "FROM --platform=$BUILDPLATFORM python:3": "python:3",
    "ARG V=3.11\nFROM python:${V}-slim": "python:3.11-slim",
    "ARG V=3.11\nFROM python:$V": "python:3.11",
    "ARG A=2\nARG V=3.$A\nFROM python:$V": "python:3.2",
    "FROM python:${V:-3.11}": "python:3.11",
    "ARG V\nFROM python:$V": "python:{arg:V}",
    "ARG V=1\nFROM airflow:${V:+2}": "airflow:2",
    'ARG I="python:3"\nFROM ${I}': "python:3",
    "FROM a AS builder\nFROM b": "b",
    "FROM a AS builder\nFROM builder": "a",
    "FROM a AS One\nFROM one AS two\nFROM TWO": "a",
    "FROM a AS x\nFROM x AS x\nFROM x": "a",
    "# escape=`\nFROM a`\n\n:1": "a:1",
    "# syntax=docker/dockerfile:1\n# FROM b\n\nFROM a": "a",
    "FROM registry:5000/x/y@sha256:abc": "registry:5000/x/y@sha256:abc",
    "FROM scratch": "scratch",
}


@pytest.mark.parametrize("text", BASES)
def test_the_base_image(text):
    assert final(text).base.text == BASES[text]


def test_a_given_argument_counts_before_its_default():
    assert final("ARG V=1\nFROM a:$V", V="2").base.text == "a:2"
    assert final("FROM a\nARG PORT=1\nEXPOSE $PORT", PORT="2").ports[0].text == "2"


COMMANDS = {
    'CMD ["python", "-m", "app"]': (None, "python -m app"),
    "CMD python  -m app": (None, "python -m app"),
    'CMD ["sh", "-c", "a && b"]': (None, "sh -c 'a && b'"),
    'ENTRYPOINT ["/init", "--"]\nCMD ["run"]': ("/init --", "run"),
    "CMD a\nCMD b": (None, "b"),
    "ENTRYPOINT a\nENTRYPOINT []": (None, None),
    "CMD ['not', 'json']": (None, "['not', 'json']"),
    "CMD python \\\n  # a comment\n\n  -m \\\n  app": (None, "python -m app"),
    'cmd [ "a" , \\\n "b" ]': (None, "a b"),
}


@pytest.mark.parametrize("text", COMMANDS)
def test_the_command(text):
    stage = final(f"FROM a\n{text}")
    told = tuple(None if part is None else part.text for part in (stage.entrypoint, stage.command))
    assert told == COMMANDS[text]


def test_a_stage_has_what_the_stage_has_that_it_is_built_from():
    stage = final(
        "FROM a AS base\nENV PORT=80\nEXPOSE $PORT\nUSER app\nCMD serve\nVOLUME /data\n"
        "WORKDIR /srv\nHEALTHCHECK CMD ping\nFROM base\nEXPOSE 443 ${PORT}1\nWORKDIR app\n"
    )
    assert [(port.text, port.line) for port in stage.ports] == [("80", 3), ("443", 10), ("801", 10)]
    assert (stage.user.text, stage.command.text, stage.workdir.text) == ("app", "serve", "/srv/app")
    assert (stage.healthcheck.text, stage.healthcheck.line) == ("ping", 8)
    assert stage.image.text == "base"


def test_an_entry_point_ends_the_command_of_the_stage_before():
    text = "FROM a AS x\nCMD one\nFROM x\nENTRYPOINT two"
    assert final(text).command is None
    assert final(f"{text}\nCMD three").command.text == "three"
    assert final("FROM a\nCMD one\nENTRYPOINT two").command.text == "one"


FACTS = {
    "EXPOSE 8080/tcp 53/UDP 8000-8010 8080": ("ports", ["8080", "53/udp", "8000-8010"]),
    "ARG P=1\nEXPOSE $P ${Q}": ("ports", ["1", "{arg:Q}"]),
    'VOLUME ["/a", "/b"]\nVOLUME /c /a': ("volumes", ["/a", "/b", "/c"]),
    "ENV A=1 B='x y' C=\"z=1\"\nENV D some words\nENV A=2": ("environment", ["A", "B", "C", "D"]),
}


@pytest.mark.parametrize("text", FACTS)
def test_facts_of_several_values(text):
    name, values = FACTS[text]
    assert [told.text for told in getattr(final(f"FROM a\n{text}"), name)] == values


def test_a_health_check_can_be_taken_back():
    text = "FROM a\nHEALTHCHECK --interval=5s --retries=3 CMD curl -f localhost || exit 1"
    assert final(text).healthcheck.text == "curl -f localhost || exit 1"
    assert final(f"{text}\nHEALTHCHECK NONE").healthcheck is None


def test_here_documents_hold_no_instructions():
    stage = final(
        "FROM a\nRUN <<EOF bash\nCMD no\nFROM nothing\nEOF\n"
        "COPY <<-'ONE' <<\"TWO\" /x/\nCMD no\n\tONE\nENTRYPOINT no\nTWO\nRUN cat <<<EOF\nCMD yes\n"
    )
    assert (stage.command.text, stage.command.line, stage.entrypoint) == ("yes", 12, None)


def test_stages_are_found_by_name_and_number():
    dockerfile, _ = read_dockerfile("FROM a AS one\nFROM b\n", "Dockerfile")
    found = [dockerfile.stage(target) for target in ("one", "ONE", "1", "", "two", "7")]
    assert [stage and stage.base.text for stage in found] == ["a", "a", "b", "b", None, None]


PROBLEMS = {
    "": (0, "has no FROM"),
    "RUN x\nFROM a": (1, "before the first FROM"),
    "FROM a\nINSTALL b": (2, "no instruction INSTALL"),
    "FROM a b c d": (1, "FROM wants an image"),
    "FROM a AS": (1, "FROM wants an image"),
    "FROM a AS 1st": (1, "no name for a stage"),
    "FROM": (1, "at least one argument"),
    "ARG A=\nFROM $A": (2, "FROM names no image"),
    "FROM a\nEXPOSE": (2, "at least one argument"),
    "FROM a\nEXPOSE web": (2, "EXPOSE wants ports"),
    "FROM a\nENV A": (2, "ENV wants NAME=value"),
    "FROM a\nHEALTHCHECK curl x": (2, "HEALTHCHECK wants CMD"),
    "FROM a\n\nRUN <<EOF\nx\n": (3, "never ends"),
    "FROM a\nRUN x\n  && y\n": (3, "continue a line"),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_what_docker_refuses_is_a_problem(text):
    line, words = PROBLEMS[text]
    _, problems = read_dockerfile(text, "Dockerfile")
    assert [problem.line for problem in problems] == [line]
    assert words in problems[0].message


def test_values_of_variables_are_not_kept():
    dockerfile, _ = read_dockerfile("FROM a\nARG T=hunter2\nENV P=hunter2\n", "Dockerfile")
    assert "hunter2" not in repr(dockerfile)


@given(text=st.text("FROMCDENVAS <\\\n[]\"'$={}#x-`:/1", max_size=60))
def test_nothing_is_raised(text):
    read_dockerfile(f"FROM a\n{text}", "Dockerfile")
    read_dockerfile(text, "Dockerfile")


def test_too_many_instructions_are_a_problem():
    dockerfile, problems = read_dockerfile("FROM a\n" + "RUN x\n" * 3_000, "Dockerfile")
    assert dockerfile.stage().base.text == "a"
    assert [problem.line for problem in problems] == [2_001]


LONG = {
    "one word": "FROM a\nENV " + "a" * 1_000_000,
    "many variables": "FROM a\nENV A=" + "$A" * 300_000,
    "doubling": "FROM a\nENV A=xx\n" + "ENV A=$A$A\n" * 5_000,
    "many stages": "FROM a AS x\nEXPOSE 1\n" + "FROM x AS x\n" * 500_000,
    "many ports": "FROM a AS x\nEXPOSE " + "1 " * 500_000 + "\nEXPOSE 1" * 100_000,
    "nested lists": "FROM a\nCMD " + "[" * 100_000,
    "backslashes": "FROM a\nRUN " + "\\\n" * 200_000,
    "here-documents": "FROM a\nRUN " + "<<A " * 100_000,
    "quotes": "FROM a\nENV A=" + '"\\' * 300_000,
}


@pytest.mark.parametrize("name", LONG)
def test_no_dockerfile_takes_long(name):
    start = time.process_time()
    read_dockerfile(LONG[name], "Dockerfile")
    assert time.process_time() - start < 2
