"""Credentials in commands that only their program tells apart: `mc alias set NAME URL KEY …`."""

from __future__ import annotations

import re
from typing import Final

from pytest_etl_diagram.masking import MASK

_VALUE = r"(?!\{env:|[\"']?\$)(?:\"[^\"]*\"|'[^']*'|[^\s;|&'\")]+)"
_GAP = r"[^;|&\n]*?\s"
_PROGRAMS = (
    r"mysql\w*|mariadb[\w-]*|mongo(?:sh|dump|restore|import|export)?|cypher-shell|sshpass|"
    r"airflow users? create|airflow create_user|flask fab create-admin|superset fab create-admin|"
    r"docker login|skopeo login|influx|cqlsh"
)
_ALIAS = r"(?:alias\s+(?:set|s)|config\s+host\s+add)"

_HIDDEN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # MinIO's client: the access key, then the secret key
        rf"(?P<kept>\b{_ALIAS}\s+\S+\s+\S+\s+){_VALUE}\s+{_VALUE}",
        rf"(?P<kept>\b(?:{_PROGRAMS})\b{_GAP}-p(?:\s+|=))(?!-){_VALUE}",
        rf"(?P<kept>\bsqlcmd\b{_GAP}-P\s+|\bredis-cli\b{_GAP}-a\s+){_VALUE}",
        rf"(?P<kept>(?<!\w)--?(?:requirepass|masterauth|basic[_-]auth|userpass)(?:\s+|=)){_VALUE}",
        rf"(?P<kept>\b(?:add_user|change_password|authenticate_user)\s+\S+\s+){_VALUE}",
        # SQL, whose quotes a shell may have taken away
        rf"(?P<kept>(?i:\bidentified\s+by\s+(?:password\s+)?)){_VALUE}",
        rf"(?P<kept>(?i:\b(?:create|alter)\s+(?:role|user)\s{_GAP}password\s+)){_VALUE}",
        rf"(?P<kept>(?i:\bpassword\s+)(?=[\"'])){_VALUE}",
    )
)


def without_credentials(command: str) -> str:
    """Return a command in one line with its credentials hidden; references to variables stay.

    >>> without_credentials("redis-server --requirepass hunter2")
    'redis-server --requirepass ***'
    """
    for pattern in _HIDDEN:
        command = pattern.sub(rf"\g<kept>{MASK}", command)
    return command
