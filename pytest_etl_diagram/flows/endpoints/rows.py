"""A row of the table: what is known of the calls of one name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pytest_etl_diagram.errors import EtlDiagramError

if TYPE_CHECKING:
    from collections.abc import Mapping

SQL: Final = "<sql>"
"""The pattern that SQL text fits."""


class EndpointTableError(EtlDiagramError):
    """A file of endpoints can't be used; the message names file, row and what would be right."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a call is, as a file of the table says it. References are those of `references`.

    - `when`: reference → pattern that must be found in the value's text; "" where there must be
      no value, `<sql>` where it must be SQL. A reference that ends in `#` means the type of a
      placeholder. `hint`: a pattern for the attribute or parameter that holds the receiver.
    - `reads`, `writes`: a system, as `systems.system_at` understands it. `name` is where the
      name of the one is found; where a call does both, `source` is the name of what it reads.
    - `sql`: where an SQL text is found that says all that; `system` is whose SQL.
    - `mode`, `keys`: where they are found; `condition`: an SQL condition that compares the keys.
    - `facts`: name to show → reference.
    - `gives`: type of the result, `.` for the receiver's own. `keep`: name → reference of what is
      remembered of it, and with `remember` of the receiver; a reference that begins with `@` is a
      system's, the name `**` takes all keywords.
    - `role`, `step`, `lazy`, `trigger`: see `Found`. What reads, writes or has a role is a step.
    - `parallel`: the fields of a `ParallelCall`, as references but for `label`.
    """

    when: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    reads: str = ""
    writes: str = ""
    name: str = ""
    source: str = ""
    sql: str = ""
    system: str = "@self"
    mode: str = ""
    keys: str = ""
    condition: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    gives: str = ""
    keep: Mapping[str, str] = field(default_factory=dict)
    remember: bool = False
    role: str = ""
    step: bool = False
    lazy: bool = False
    trigger: bool = False
    parallel: Mapping[str, Any] = field(default_factory=dict)


def rows_of(found: Mapping[str, Any] | list[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Return the rows of one name: one, or a list of which the first that fits is taken."""
    return tuple(Row(**one) for one in (found if isinstance(found, list) else [found]))
