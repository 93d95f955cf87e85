"""Under which name a setting is looked up in a table of rules, however deep it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def innermost_of(names: Collection[str], outermost: Collection[str] = ()) -> Callable[[str], str]:
    """Return a function from a fact's name to the one of `names` that it is.

    Of `options.batchSize` that is `batch_size`, of `retry.count` it is `retry`: the innermost
    part that is known, also with the one around it (`retry.strategy`). A name without a known part
    stays as it is. What stands below a part that is among `outermost` is data, and tells nothing.
    """
    known = frozenset(names)

    def innermost(name: str) -> str:
        parts = _HUMP.sub("_", name).replace("-", "_").lower().split(".")
        end = next((n for n, part in enumerate(parts, 1) if part in outermost), len(parts))
        for at in reversed(range(end)):
            for key in (".".join(parts[max(at - 1, 0) : at + 1]), parts[at]):
                if key in known:
                    return key
        return name

    return innermost
