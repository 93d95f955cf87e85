"""Images of containers: their names, and what runs in which area."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import Final, NamedTuple

from pytest_etl_diagram.deployments.known_images import KNOWN, Row
from pytest_etl_diagram.deployments.words import (
    area_of_store,
    is_busy,
    known_by_command,
    known_by_name,
)

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|\0")
_MASKED: Final = "\0"
"""Stands for a placeholder; one that the image itself has is kept like those."""
_LONGEST: Final = 2_000
_DIGEST_LENGTH: Final = len("sha256:") + 12
_CLIENT: Final = re.compile(
    r"\b(?:kafka-(?:topics|configs|acls|storage|console-\w+)(?:\.sh)?|psql|pg_dump|pg_restore|"
    r"createdb|mysqldump|mongosh?|mongoimport|mongodump|mongorestore|redis-cli|cqlsh|"
    r"clickhouse-client|rabbitmqadmin|curl|rpk topic)(?=\s|$)"
)
_SERVER: Final = re.compile(
    r"docker/run\b|docker-entrypoint|kafka-server-start|start-kafka|\bmongod\b|redis-server|"
    r"\bmysqld\b|postgres -c|rabbitmq-server"
)
_ONCE: Final = re.compile(
    r"\b(?:db (?:init|migrate|upgrade|check)|users create|standalone-init|connections import|"
    r"variables import|initdb|upgradedb|superset (?:db|init))\b"
)


class Image(NamedTuple):
    """An image: `name` with registry and organisation; `tag` and `digest` are "" where absent."""

    name: str
    tag: str
    digest: str


class Known(NamedTuple):
    """What is known of a container: its area, its sort, and the system's name or ""."""

    area: str
    sort: str
    system: str


def read_image(text: str) -> Image:
    """Return the parts of an image's name; placeholders (`{env:TAG}`) may stand anywhere."""
    kept: list[str] = _PLACEHOLDER.findall(text)
    masked = _PLACEHOLDER.sub(_MASKED, text.strip())
    name, _, digest = masked.partition("@")
    head, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        head, tag = name, ""
    filling = iter(kept)
    parts = (re.sub(_MASKED, lambda _: next(filling), part) for part in (head, tag, digest))
    return Image(*parts)


def image_words(text: str) -> str:
    """Return an image as a drawing shows it: as written, with a digest of 12 digits."""
    image = read_image(text)
    tag = f":{image.tag}" if image.tag else ""
    digest = f"@{image.digest[:_DIGEST_LENGTH]}" if image.digest else ""
    return f"{image.name}{tag}{digest}"


def classify(name: str, image: str, command: str = "") -> Known:
    """Return what a container is: by its image, then its command, then the words of its name.

    What nothing is known of is a service of the project's own, in `processing`.
    """
    command = command[:_LONGEST]
    row = known_image(image)
    found = Known(row.area, row.sort, row.system) if row else None
    if found is None:
        found = Known(*(known_by_command(command) or known_by_name(name)))
    if found.sort == "store":
        found = found._replace(area=area_of_store(name, found.area))
        if _CLIENT.search(command) and not _SERVER.search(command):
            found = found._replace(sort="job")
    if found.area == "orchestration" and _ONCE.search(command):
        found = found._replace(sort="job")
    return found


def known_image(image: str) -> Row | None:
    """Return the row of an image, None for one that isn't known."""
    parts = [part for part in read_image(image).name.lower().split("/") if part]
    if len(parts) > 1 and ("." in parts[0] or ":" in parts[0] or parts[0] == "localhost"):
        parts = parts[1:]
    if not parts:
        return None
    return _known("/".join(parts[-2:]), parts[-1])


@lru_cache(maxsize=4096)
def _known(full: str, last: str) -> Row | None:
    """Return the row of an image by its name with and without the organisation: the first."""
    found = (_FULL.fullmatch(full), _LAST.fullmatch(last))
    numbers = [int(match.lastgroup[1:]) for match in found if match and match.lastgroup]
    if not numbers:
        return None
    row, pattern = _PATTERNS[min(numbers)]
    own = row.sort == "store" and "*" in pattern and is_busy(last)
    return None if own else row


_PATTERNS: Final = tuple((row, pattern) for row in KNOWN for pattern in row.names)


def _any_of(*, full: bool) -> re.Pattern[str]:
    """Return an expression for the patterns with a slash or without, in the order of the table."""
    return re.compile(
        "|".join(
            f"(?P<p{number}>{translate(pattern)})"
            for number, (_, pattern) in enumerate(_PATTERNS)
            if ("/" in pattern) is full
        )
    )


_FULL: Final = _any_of(full=True)
_LAST: Final = _any_of(full=False)
