"""The names of stages: their own ones, else their type, with what tells two of a type apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.declarations.generic.drafts import Draft


def names_of(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Return a name for each stage, none twice.

    A check of one column is told by it, too, even when it is the only one of its type: so a further
    one renames none.
    """
    bases = Counter(draft.base for draft in drafts if not draft.name)
    given = Counter(draft.name for draft in drafts if draft.name)
    wanted = []
    for draft in drafts:
        if draft.name:
            wanted.append(draft.name)
            continue
        is_of_one = draft.role == "validate" and "," not in draft.argument
        is_told = is_of_one or bases[draft.base] > 1 or given[draft.base]
        wanted.append(" ".join(filter(None, (draft.base, draft.argument if is_told else ""))))
    return numbered(wanted)


def numbered(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return names with a number behind each that another before it has: `filter (2)`."""
    seen: Counter[str] = Counter()
    taken = set(wanted)
    names = []
    for name in wanted:
        seen[name] += 1
        numbered = name
        while seen[name] > 1 and numbered in taken:
            numbered = f"{name} ({seen[name]})"
            seen[name] += numbered in taken
        taken.add(numbered)
        names.append(numbered)
    return tuple(names)
