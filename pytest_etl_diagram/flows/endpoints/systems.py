"""Outside systems: which one a URL or connection belongs to, and its name without secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.flows.endpoints.call import Placeholder
from pytest_etl_diagram.flows.endpoints.references import resolve

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.endpoints.call import Call
    from pytest_etl_diagram.flows.endpoints.table import Table

FILES: Final = "files"
REST: Final = "REST API"
_PATHS: Final = frozenset({"storage", "files"})
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?=/|\w+@)")
_CREDENTIALS: Final = re.compile(r"^[^/@\s]*@")
_QUERY: Final = re.compile(r"[?#](?![^{]*\}).*$", re.DOTALL)
_WORD: Final = re.compile(r"[a-z][a-z0-9]*")


class Location(NamedTuple):
    """Where something is: a system and the name in it."""

    system: str
    name: str


def scheme_of(text: str) -> str:
    """Return the scheme of a URL in lower case, without the driver: `postgresql` of `…+psycopg`."""
    if text.startswith("jdbc:"):  # jdbc:oracle:thin:@//host
        return text.split(":")[1].lower()
    found = _SCHEME.match(text)
    return found[1].lower().partition("+")[0] if found else ""


def system_at(where: str, call: Call, owner: str, table: Table) -> str:
    """Return the system that a row names, "" where it isn't known.

    `where` is a system's name, `@self` for the receiver's (whose type is `owner`), or `@` with a
    reference to what has a system: a URL, a connection. Of several, parted by `|`, the first that
    is known counts.
    """
    for one in where.split("|"):
        if not one.startswith("@"):
            return one
        value = call.receiver if one == "@self" else resolve(one[1:], call)
        found = system_of(value, table)
        if one == "@self":
            found = found or table.system_of_type(owner)
        if found:
            return found
    return ""


def system_of(value: object, table: Table) -> str:
    """Return the system of a URL, of a connection, or of what the words of a placeholder say."""
    if isinstance(value, Placeholder):
        known = value.made.get("system") or table.system_of_type(value.type)
        if isinstance(known, str) and known:
            return known
        return "" if value.type else _of_words(value.text, table)
    if not isinstance(value, str):
        return ""
    scheme = scheme_of(value) or value.partition("+")[0].lower()
    return table.schemes.get(scheme, "") or _of_words(value.rpartition("@")[2], table)


def _of_words(text: str, table: Table) -> str:
    """Return the system that the words of a placeholder name: `{env:POSTGRES_URL}`."""
    words = _WORD.findall(text.lower()) if "{" in text else ()
    return next((table.words[word] for word in words if word in table.words), "")


def located(text: str, system: str, table: Table) -> Location:
    """Return where `text` points to, for a call that is of `system` unless a URL says otherwise.

    Credentials and query strings are left out, and the scheme where the system says as much.
    """
    scheme = scheme_of(text)
    if not scheme:
        return Location(_told(text, system, table), text)
    if scheme in ("http", "https"):
        return _web(text, system, table)
    known = table.schemes.get(scheme, system)
    rest = text.partition(":")[2].lstrip("/")
    if table.systems.get(known) not in _PATHS:
        head, _, rest = text.partition("://")
        return Location(known, _QUERY.sub("", f"{head}://{_CREDENTIALS.sub('', rest)}"))
    if known == FILES:
        return Location(known, re.sub(r"^file:(?://)?(?=/|[^/])", "", text))
    container, at, account = rest.partition("@")
    if not at or "/" in container:
        return Location(known, rest)
    if not known.startswith("Azure"):
        return Location(known, account)
    # abfss://container@account.dfs.core.windows.net/path
    return Location(known, "/".join(filter(None, (container, account.partition("/")[2]))))


def _told(text: str, system: str, table: Table) -> str:
    """Return the system of an address that isn't known: its placeholder's words may tell."""
    kind = table.systems.get(system)
    told = _of_words(text, table) if system == REST or kind in _PATHS else ""
    fits = ("chat", "http") if system == REST else _PATHS
    return told if table.systems.get(told) in fits else system


def _web(text: str, system: str, table: Table) -> Location:
    """A web address: some hosts are systems of their own, whose path may be a secret."""
    head, _, rest = text.partition("://")
    rest = _CREDENTIALS.sub("", rest)
    for host, known in table.hosts.items():
        if host in rest:
            return Location(known, "")
    named = REST if table.systems.get(system) in _PATHS else system
    return Location(named, f"{head}://{_QUERY.sub('', rest).rstrip('/')}")
