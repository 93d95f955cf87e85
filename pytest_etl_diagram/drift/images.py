"""What another image means: another major version, a newer one, one that is no longer pinned."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_COMMIT = re.compile(r"(?:sha-|git-)?(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}")
_VERSION = re.compile(r"(?P<head>[^\d]*?)[vV]?(?P<numbers>\d+(?:\.\d+)*)(?P<tail>.*)")
_DIGITS = re.compile(r"\d+")
_FIRST_YEAR = 1900
_BUILD_NUMBER = 100_000
"""What is counted from here up is a date or a build, and no major version."""


@dataclass(frozen=True, slots=True)
class _Image:
    """An image's name without Docker Hub's own prefixes, its tag and its digest."""

    name: str
    tag: str
    digest: str

    @property
    def pinned(self) -> bool:
        """Tell whether it stays what it is: `latest`, `alpine` and `{env:TAG}` don't."""
        if self.digest:
            return True
        return bool(_DIGITS.search(self.tag)) and not _PLACEHOLDER.search(self.tag)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version in a tag: what stands before it, its numbers, and what follows."""

    head: str
    numbers: tuple[int, ...]
    tail: str
    dated: bool = False

    @property
    def variant(self) -> tuple[str, str]:
        """Return what the tag says beside numbers: `-slim-bookworm`."""
        return self.head, _DIGITS.sub("", self.tail)


def image_rule(before: str | None, after: str | None) -> str:
    """Return the rule for another image, "" for the same one; None where none is given."""
    if not before or not after:
        return "image-changed" if before or after else ""
    was, is_now = _read(before), _read(after)
    if was.pinned != is_now.pinned:
        return "image-pinned" if is_now.pinned else "image-unpinned"
    old, new = _version(was.tag), _version(is_now.tag)
    comparable = old is not None and new is not None and old.head == new.head
    if old is None or new is None or not comparable or not was.pinned:
        same = was.pinned and (was.name, was.tag) == (is_now.name, is_now.tag)
        return "image-updated" if same else "image-changed"
    if was.name != is_now.name:
        alike = was.name.rpartition("/")[2] == is_now.name.rpartition("/")[2]
        return "image-major-changed" if alike and _is_major(old, new) else "image-changed"
    return _version_rule(old, new)


def image_name(text: str) -> str:
    """Return the name of an image, without tag and digest."""
    return _read(text).name


def _version_rule(old: _Version, new: _Version) -> str:
    if old == new:
        return "image-updated"  # another digest of the same version
    if _is_major(old, new):
        return "image-major-changed"
    if old.numbers == new.numbers or (old.variant != new.variant and not old.dated):
        return "image-changed"
    shorter = min(len(old.numbers), len(new.numbers))
    if old.numbers[:shorter] == new.numbers[:shorter]:
        return "image-unpinned" if len(new.numbers) == shorter else "image-pinned"
    return "image-updated" if new.numbers > old.numbers else "image-downgraded"


def _is_major(old: _Version, new: _Version) -> bool:
    return old.numbers[0] != new.numbers[0] and not (old.dated and new.dated)


def _read(text: str) -> _Image:
    """Read `registry/name:tag@digest`; placeholders (`{env:TAG}`) may stand anywhere."""
    plain = _PLACEHOLDER.sub(lambda found: found[0].replace(":", "\0").replace("/", "\1"), text)
    name, _, digest = plain.partition("@")
    head, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        head, tag = name, ""
    for prefix in ("docker.io/", "index.docker.io/", "library/"):
        head = head.removeprefix(prefix)
    return _Image(head, tag, digest)


def _version(tag: str) -> _Version | None:
    """Return the version in a tag, None for one without (a commit, `latest`).

    A year alone is the version of a product (`2022-latest`), one with a month is a date.
    """
    found = _VERSION.fullmatch(tag)
    if found is None or _COMMIT.fullmatch(tag):
        return None
    numbers = tuple(int(number) for number in found["numbers"].split("."))
    year = _FIRST_YEAR <= numbers[0] < _BUILD_NUMBER
    dated = year and (len(numbers) > 1 or bool(re.match(r"[-.]\d", found["tail"])))
    if dated or numbers[0] >= _BUILD_NUMBER:
        every = tuple(int(number) for number in _DIGITS.findall(tag))
        return _Version(found["head"], every, found["tail"], dated=True)
    return _Version(found["head"], numbers, found["tail"])
