"""Making a drift of what a comparison found."""

from __future__ import annotations

from pytest_etl_diagram.drift.notation import headline, split_fact
from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.model import Drift

_TRIES = {"1": "1 more try"}


def found(  # noqa: PLR0913  (a drift has that many parts)
    rule_id: str,
    subject: str,
    before: str = "",
    after: str = "",
    *,
    nodes: tuple[str, ...] = (),
    downstream: tuple[str, ...] = (),
) -> Drift:
    """Return a drift with its rule's level and why; `compare` adds the fingerprint."""
    row = rule(rule_id)
    detail = _detail(row.detail, before, after)
    return Drift(
        rule=rule_id,
        level=row.level,
        subject=subject,
        before=before,
        after=after,
        why=f"{row.why} {detail}" if detail else row.why,
        nodes=nodes,
        downstream=downstream,
    )


def _detail(template: str, before: str, after: str) -> str:
    """Fill the two values into a rule's sentence for one change."""
    was, is_now = (split_fact(headline(text))[1] for text in (before, after))
    return template.format(before=was, after=is_now, tries=_TRIES.get(was, f"{was} more tries"))
