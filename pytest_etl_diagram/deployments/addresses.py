"""Where a setting leads to: hosts and ports in any value, never the credentials."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pytest_etl_diagram.deployments.schemes import plain_scheme

_PLACEHOLDER: Final = r"\{[^{}\s]*\}"
_HOST: Final = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9_.-]|{_PLACEHOLDER})+)"
_PORT: Final = rf"(?::(\d{{1,5}}|{_PLACEHOLDER}))?"
_PLACE: Final = re.compile(rf"(?:\d+@)?({_HOST}){_PORT}")
_URL: Final = re.compile(
    r"(?<![A-Za-z0-9+._-])((?:jdbc:)?[A-Za-z][A-Za-z0-9+._-]*)://((?:(?!,[A-Za-z_]+://)[^\s\"'<>`])*)"
)
_ORACLE: Final = re.compile(rf"jdbc:oracle:\w+:[^@\s]*@(?://)?({_HOST}){_PORT}[^\s\"']*")
_KEYED: Final = re.compile(
    rf"(?i)(?<![a-z])(?:host|hostname|server|data source)\s*=\s*(?:tcp:)?({_HOST})(?:,(\d+))?"
)
_PAIR: Final = re.compile(
    rf"(?<![A-Za-z0-9_.:/@{{}}-])(?:\d+@)?({_HOST}):(\d{{1,5}}|{_PLACEHOLDER})(?![A-Za-z0-9_.:@-])"
)
_LONGEST: Final = 20_000
_PART: Final = re.compile(r"\{[^{}]*\}|[^{}]+")
_BARE: Final = re.compile(rf"{_HOST}(?:\s*,\s*{_HOST})*")
_NO_HOST: Final = re.compile(r"\d+(?:\.\d+){0,2}|\.+|true|false|yes|no|on|off|none|null")
"""What looks like a bare host and is a number or a switch."""

LOCAL: Final = frozenset(
    ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "[::]", "host.docker.internal")  # noqa: S104
)
"""Hosts that are the container itself, or the machine that it runs on."""


class Address(NamedTuple):
    """Where something is: `scheme` without a driver (`postgresql`), "" where it isn't said.

    `host` is in lower case, "" where the URL names none. `port` is a text, as it may be a
    placeholder. `path` begins without a slash (`airflow`, the database), without a query.
    """

    scheme: str
    host: str
    port: str
    path: str


def addresses(value: str) -> tuple[Address, ...]:
    """Return the addresses in a value: of URLs, of `host:port` lists, or bare host names.

    Bare names (`postgres`, `kafka1,kafka2`) are just words: they mean something only where the
    setting's name asks for a host, or where there is such a host.
    """
    text = value.strip()[:_LONGEST]
    found = [Address("oracle", _lower(m[1]), m[2] or "", "") for m in _ORACLE.finditer(text)]
    text = _ORACLE.sub(" ", text)
    found.extend(each for match in _URL.finditer(text) for each in _of_url(match[1], match[2]))
    text = _URL.sub(" ", text)
    found.extend(Address("", _lower(m[1]), m[2] or "", "") for m in _KEYED.finditer(text))
    found.extend(Address("", _lower(m[1]), m[2], "") for m in _PAIR.finditer(text))
    if not found and _BARE.fullmatch(text):
        found.extend(Address("", _lower(name.strip()), "", "") for name in text.split(","))
    return tuple(dict.fromkeys(each for each in found if not _NO_HOST.fullmatch(each.host)))


def is_local(address: Address) -> bool:
    """Tell whether an address names the container or machine itself, or no host at all."""
    return not address.host or address.host in LOCAL


def _of_url(scheme: str, rest: str) -> list[Address]:
    kind = plain_scheme(scheme)
    hosts, path = _parted(rest)
    found = [Address(kind, *_place(one), path) for one in hosts.split(",") if _PLACE.fullmatch(one)]
    return found or [Address(kind, "", "", path)]


def _parted(rest: str) -> tuple[str, str]:
    """Return the hosts of a URL, and its path without the query; the credentials are left out.

    A password may hold a slash or a question mark: what stands before the first is then no list
    of hosts, and these end after the last `@`.
    """
    hosts, end, path = _split(rest)
    place = hosts if re.match(r"\d+@", hosts) else hosts.rpartition("@")[2]
    if all(_PLACE.fullmatch(one) for one in place.split(",")) or "@" not in rest:
        return place, _bare_path(end, path)
    hosts, end, path = _split(rest.rpartition("@")[2])
    return hosts, _bare_path(end, path)


def _split(rest: str) -> tuple[str, str, str]:
    found = re.search(r"[/?#;]", rest)
    if found is None:
        return rest, "", ""
    return rest[: found.start()], found[0], rest[found.end() :]


def _bare_path(end: str, path: str) -> str:
    return re.split(r"[?#;]", path, maxsplit=1)[0].strip("/,") if end == "/" else ""


def _place(text: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(text)
    return (_lower(found[1]), found[2] or "") if found else ("", "")


def _lower(host: str) -> str:
    """Return a host in lower case; placeholders in it (`{env:DB_HOST}`) stay as they are."""
    return _PART.sub(lambda found: found[0] if found[0][0] == "{" else found[0].lower(), host)
