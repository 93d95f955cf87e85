# ruff: noqa: E501  bytes stand on lines of their own length
"""Real files of projects, spoilt: cut off, with bits flipped, with parts doubled, moved, mixed."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.cases import folders
from tests.trust.anyfile.way import passed, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MAX_SIZE = 30_000
"""Originals of more bytes are left out: they say nothing that smaller ones don't."""
MAX_FILES = 30
"""So many files a project may have at most of which one is spoilt: each is copied every time."""
_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
HOSTILE = (
    b"\0", b"\r", b"\f", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"{{", b"{%", b"${", b"&a ",
    b"*a", b"<<: *a", b"!!python/name:os.system", b"---\n", b"'", b'"""', b"(" * 300, b"[" * 300, b"- " * 300,
    b"\t", b"\\", b"=", b":", b"# coding: utf-16\n", b"1" * 5000, b"lambda:", b"*", b"**", b"@", b"%", b"null",
    b"=======\n", b"<<<<<<< HEAD\n", b".inf", b"-1", b"9" * 400,
)  # fmt: skip
"""What is put into a file somewhere."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file of a small project: `folder` is the project's root, `name` the file's path in it."""

    folder: Path
    name: str

    def __str__(self) -> str:
        """Show the path from the folder of the tests on."""
        return (self.folder / self.name).as_posix().rpartition("/tests/")[2]


def originals(tests: Path) -> list[Original]:
    """Return the files of all cases of front ends, declarations and deployments, sorted."""
    return [
        Original(case, path.relative_to(case).as_posix())
        for kind in ("frontends", "declarations", "deployments")
        for case in folders(tests / kind)
        for path in sorted(case.rglob("*"))
        if path.is_file() and path.name != "expected.md" and path.stat().st_size <= MAX_SIZE
        if sum(each.is_file() for each in case.rglob("*")) <= MAX_FILES
    ]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _headless(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def _flip(data: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(HOSTILE) + data[at:]


def _tokens(change: Callable[[list[bytes], random.Random], None]) -> Mutation:
    def changed(data: bytes, chance: random.Random) -> bytes:
        tokens = _TOKEN.findall(data) or [b""]
        change(tokens, chance)
        return b"".join(tokens)

    return changed


def _double(tokens: list[bytes], chance: random.Random) -> None:
    start = chance.randrange(len(tokens))
    part = tokens[start : start + chance.randrange(1, 40)]
    tokens[start:start] = part * chance.choice((1, 1, 2, 50))


def _swap(tokens: list[bytes], chance: random.Random) -> None:
    a, b = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[a], tokens[b] = tokens[b], tokens[a]


def _drop(tokens: list[bytes], chance: random.Random) -> None:
    start = chance.randrange(len(tokens))
    del tokens[start : start + chance.choice((1, 1, 1, 10))]


def _replace(tokens: list[bytes], chance: random.Random) -> None:
    tokens[chance.randrange(len(tokens))] = chance.choice((*HOSTILE, *tokens))


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Indent or outdent a part of the lines."""
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    for at in range(start, min(start + chance.randrange(1, 6), len(lines))):
        lines[at] = b"  " + lines[at] if chance.random() < 0.5 else lines[at].lstrip()
    return b"\n".join(lines)


if TYPE_CHECKING:
    Mutation = Callable[[bytes, random.Random], bytes]

MUTATIONS: Mapping[str, Mutation] = {
    "cut": _cut,
    "headless": _headless,
    "flip": _flip,
    "put": _put,
    "double": _tokens(_double),
    "swap": _tokens(_swap),
    "drop": _tokens(_drop),
    "replace": _tokens(_replace),
    "lines": _lines,
}


def spoilt(data: bytes, seed: int) -> bytes:
    """Return what a seed makes of a file's bytes: one mutation after the other, up to three."""
    chance = random.Random(seed)  # noqa: S311  nothing secret
    for _ in range(chance.choice((1, 1, 2, 3))):
        if data:
            data = MUTATIONS[chance.choice(sorted(MUTATIONS))](data, chance)
    return data


def goes_through(original: Original, change: Callable[[bytes], bytes], into: Path) -> None:
    """Copy a project to `into` with one file changed, and take all files the whole way.

    Raises what escapes.
    """
    shutil.copytree(original.folder, into)
    target = into / original.name
    target.write_bytes(change(target.read_bytes()))
    project = reader(into)
    for path in sorted(into.rglob("*")):
        if path.is_file():
            passed(project, path)
