"""The verbs of SQL: what each one changes, and where its query begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from pytest_etl_diagram.flows.endpoints.sql.keys import conflict, index_of, matched
from pytest_etl_diagram.flows.endpoints.sql.reading import read_tables
from pytest_etl_diagram.flows.endpoints.sql.tokens import Group, Token, name_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.flows.endpoints.sql.tokens import Item, Items


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement.

    `verb` is its keyword in lower case, `call` for a procedure, `session` for what touches no
    data (BEGIN, SET), `upkeep` for what only rearranges it (VACUUM), "" for what isn't recognised.
    `reads` are tables, `files` paths and stages that are read, both sorted; `writes` is the table
    that changes, `exports` the path that is written. `mode` is append, overwrite, upsert, update,
    delete, …; `keys` the columns by which rows are matched.
    """

    verb: str
    reads: tuple[str, ...] = ()
    writes: str = ""
    mode: str = ""
    keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    exports: str = ""


Changing: TypeAlias = "Callable[[Items, int], tuple[Statement, int]]"
Reading: TypeAlias = "Callable[[str], tuple[Statement, ...]]"
_KINDS: Final = frozenset(
    "TEMP TEMPORARY LOCAL GLOBAL UNLOGGED TRANSIENT VOLATILE EXTERNAL MATERIALIZED DYNAMIC LIVE "
    "STREAMING HYBRID ICEBERG FOREIGN RECURSIVE SECURE FORCE COLUMNFAMILY".split()
)
_SESSION: Final = (
    "BEGIN START COMMIT ROLLBACK SAVEPOINT RELEASE END SET USE SHOW DESCRIBE DESC EXPLAIN PRAGMA "
    "RESET DISCARD LOCK UNLOCK GRANT REVOKE INSTALL ATTACH DETACH DECLARE "
    "DEALLOCATE PREPARE CACHE UNCACHE MSCK COMMENT LISTEN NOTIFY FETCH CLOSE CHECKPOINT KILL"
).split()

_UPKEEP: Final = "ANALYZE VACUUM OPTIMIZE".split()


def _key(items: Items, index: int) -> str:
    return items[index].key if index < len(items) else ""


def _past(items: Items, index: int, words: frozenset[str]) -> int:
    while _key(items, index) in words:
        index += 1
    return index


_INSERTING: Final = frozenset(
    "OVERWRITE OR REPLACE IGNORE ROLLBACK ABORT FAIL INTO TABLE LOCAL".split()
)


def _insert(items: Items, index: int) -> tuple[Statement, int]:
    verb = items[index].key.lower()
    start = _past(items, index + 1, _INSERTING)
    words = [item.key for item in items[index + 1 : start]]
    mode, keys = conflict(items)
    if not mode:
        mode = "append"
        mode = "ignore" if "IGNORE" in words else mode
        mode = "upsert" if "REPLACE" in words or verb in ("replace", "upsert") else mode
        mode = "overwrite" if "OVERWRITE" in words else mode
    if _key(items, start) == "DIRECTORY":
        return Statement(verb, mode=mode, exports=_text(items, start + 1)), start + 2
    name, after = name_at(items, start)
    return Statement(verb, writes=name, mode=mode, keys=keys), after


def _update(items: Items, index: int) -> tuple[Statement, int]:
    name, after = name_at(items, _past(items, index + 1, frozenset({"ONLY", "OR", "IGNORE"})))
    return Statement("update", writes=name, mode="update"), after


def _delete(items: Items, index: int) -> tuple[Statement, int]:
    name, after = name_at(items, _past(items, index + 1, frozenset({"FROM", "ONLY"})))
    return Statement("delete", writes=name, mode="delete"), after


def _merge(items: Items, index: int) -> tuple[Statement, int]:
    name, after = name_at(items, _past(items, index + 1, frozenset({"INTO"})))
    using = index_of(items, "USING", start=after)
    on = index_of(items, "ON", start=max(using, after))
    when = index_of(items, "WHEN", start=max(on, after))
    alias = [item.text for item in items[after : max(using, after)] if item.key != "AS"]
    condition = items[on + 1 : when if when >= 0 else len(items)] if on >= 0 else ()
    keys = matched(condition, (name, *alias))
    actions = {item.key for item in items[when:]} if when >= 0 else set()
    return Statement("merge", writes=name, mode=_merging(actions), keys=keys), max(using, after)


def _merging(actions: set[str]) -> str:
    """Return what a MERGE with these actions comes to; unknown ones are taken for both."""
    changes = [word for word in ("UPDATE", "INSERT", "DELETE") if word in actions]
    only = {"UPDATE": "update", "INSERT": "append", "DELETE": "delete"}
    return only[changes[0]] if len(changes) == 1 else "upsert"


def _create(items: Items, index: int) -> tuple[Statement, int]:
    start = index + 1
    replaces = _key(items, start) == "OR"
    start = _past(items, start + 2 * replaces, _KINDS)
    if _key(items, start) not in ("TABLE", "VIEW"):
        return Statement("session"), len(items)
    start = _past(items, start + 1, frozenset({"IF", "NOT", "EXISTS"}))
    name, after = name_at(items, start)
    return Statement("create", writes=name, mode="overwrite" if replaces else "create"), after


def select_into(items: Items) -> Statement:
    """Return what a query changes: `SELECT … INTO new_table FROM …` makes a table."""
    into = index_of(items, "INTO")
    name = name_at(items, _past(items, into + 1, _KINDS | {"TABLE"}))[0] if into >= 0 else ""
    return Statement("select", writes=name, mode="create" if name else "")


TARGETS: Final[Mapping[str, Changing]] = {
    "INSERT": _insert,
    "REPLACE": _insert,
    "UPSERT": _insert,
    "UPDATE": _update,
    "DELETE": _delete,
    "MERGE": _merge,
    "CREATE": _create,
}
"""Verb → function that gives what changes, and the index after its name."""


def _session(items: Items, read: Reading) -> Statement:
    del items, read
    return Statement("session")


def _upkeep(items: Items, read: Reading) -> Statement:
    del items, read
    return Statement("upkeep")


def _truncate(items: Items, read: Reading) -> Statement:
    del read
    name, _ = name_at(items, _past(items, 1, frozenset({"TABLE", "ONLY", "IF", "EXISTS"})))
    return Statement("truncate", writes=name, mode="truncate")


def _defining(mode: str) -> Callable[[Items, Reading], Statement]:
    """DROP, ALTER and REFRESH of a table or view; of anything else it touches no data."""

    def changed(items: Items, read: Reading) -> Statement:
        del read
        kind = _past(items, 1, _KINDS)
        if _key(items, kind) not in ("TABLE", "VIEW"):
            return Statement("session")
        words = frozenset({"IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY"})
        name, _ = name_at(items, _past(items, kind + 1, words))
        return Statement(mode, writes=name, mode=mode)

    return changed


def _call(items: Items, read: Reading) -> Statement:
    del read
    name, _ = name_at(items, _past(items, 1, frozenset({"PROCEDURE"})))
    return Statement("call", writes=name, mode="call")


def _copy(items: Items, read: Reading) -> Statement:
    """COPY of PostgreSQL and Redshift, COPY INTO of Snowflake and Databricks."""
    del read
    start = 2 if _key(items, 1) == "INTO" else 1
    source = next((n for n, item in enumerate(items) if item.key in ("FROM", "TO")), len(items))
    side, other = items[start:source], items[source + 1 : source + 2]
    if _key(items, source) == "TO":
        return replace(_read_side(side, items[start:]), exports=_place(other))
    first = side[0] if side else None
    if isinstance(first, Token) and first.kind in ("stage", "string"):
        return replace(_read_side(other, items[source + 1 :]), exports=first.text)
    name, _ = name_at(items, start)
    found = _read_side(other, items[source + 1 :]) if other else Statement("copy")
    return replace(found, writes=name, mode="append")


def _read_side(side: Items, items: Items) -> Statement:
    """What COPY reads: a table, a query in parentheses, a path or a stage."""
    first = side[0] if side else None
    if isinstance(first, Group):
        stages = tuple(i.text for i in first.items if isinstance(i, Token) and i.kind == "stage")
        return Statement("copy", reads=() if stages else _tables(first.items), files=stages)
    if first is not None and first.kind in ("stage", "string"):
        return Statement("copy", files=(first.text,))
    name, _ = name_at(items, 0)
    streams = name.upper() in ("STDIN", "STDOUT", "PROGRAM")
    return Statement("copy", reads=() if streams or not name else (name,))


def _tables(items: Items) -> tuple[str, ...]:
    return tuple(sorted(read_tables(items).names))


def _place(items: Items) -> str:
    found = _text(items, 0)
    return "" if found.upper() in ("STDOUT", "PROGRAM") else found


def _unload(items: Items, read: Reading) -> Statement:
    """`UNLOAD ('SELECT …') TO 's3://…'` of Redshift and Athena."""
    inner = items[1].items if len(items) > 1 and isinstance(items[1], Group) else ()
    query = inner[0].text if inner and isinstance(inner[0], Token) else ""
    quoted = inner and isinstance(inner[0], Token) and inner[0].kind == "string"
    reads = tuple(name for one in read(query) for name in one.reads) if quoted else _tables(inner)
    return Statement("unload", reads=reads, exports=_text(items, index_of(items, "TO") + 1))


def _put(items: Items, read: Reading) -> Statement:
    """`PUT file://… @stage` and `GET @stage file://…` of Snowflake."""
    del read
    stage = next((n for n, i in enumerate(items) if isinstance(i, Token) and i.kind == "stage"), 0)
    name = items[stage].text if stage else ""
    if items[0].key == "PUT":
        return Statement("put", files=("".join(i.text for i in items[1:stage]),), exports=name)
    return Statement("get", files=(name,), exports="".join(i.text for i in items[stage + 1 :]))


def _load(items: Items, read: Reading) -> Statement:
    """`LOAD DATA [LOCAL] INFILE '…' [OVERWRITE] INTO TABLE t` of MySQL and Hive."""
    del read
    paths = tuple(i.text for i in items if isinstance(i, Token) and i.kind == "string")[:1]
    into = index_of(items, "INTO")
    name, _ = name_at(items, _past(items, into + 1, frozenset({"TABLE"}))) if into >= 0 else ("", 0)
    overwrites = any(item.key in ("OVERWRITE", "REPLACE") for item in items[: max(into, 0)])
    mode = "overwrite" if overwrites else "append"
    return Statement("load", writes=name, mode=mode, files=paths)


def _text(items: Items, index: int) -> str:
    item: Item | None = items[index] if 0 <= index < len(items) else None
    return item.text if isinstance(item, Token) else ""


SPECIAL: Final[Mapping[str, Callable[[Items, Reading], Statement]]] = {
    **dict.fromkeys(_SESSION, _session),
    **dict.fromkeys(_UPKEEP, _upkeep),
    "TRUNCATE": _truncate,
    "DROP": _defining("drop"),
    "ALTER": _defining("alter"),
    "REFRESH": _defining("refresh"),
    "CALL": _call,
    "EXEC": _call,
    "EXECUTE": _call,
    "COPY": _copy,
    "UNLOAD": _unload,
    "PUT": _put,
    "GET": _put,
    "REMOVE": _session,
    "LOAD": _load,
}
"""Verb → function that gives the whole statement."""
