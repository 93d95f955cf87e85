"""Making a drift of what a comparison found."""

from __future__ import annotations

from pytest_etl_diagram.drift.defaults import UNIT_DEFAULTS
from pytest_etl_diagram.drift.notation import headline, split_fact
from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.model import Drift


def found(  # noqa: PLR0913  (a drift has that many parts)
    rule_id: str,
    subject: str,
    before: str = "",
    after: str = "",
    *,
    nodes: tuple[str, ...] = (),
    downstream: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
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
        places=places,
    )


def _detail(template: str, before: str, after: str) -> str:
    """Fill the two values into a rule's sentence for one change."""
    name, was = split_fact(headline(before))
    is_now = split_fact(headline(after))[1]
    return template.format(
        before=was, after=is_now, tries=_tries(name, was), instances=_instances(was)
    )


def _tries(name: str, count: str) -> str:
    """Say how often it is tried again; `attempts` count the first try, too."""
    if name == "attempts" and count.isdecimal():
        count = str(int(count) - 1)
    return f"{count} more {'try' if count == '1' else 'tries'}"


def _instances(count: str) -> str:
    """Say how many instances there were; where nothing said so there was one."""
    count = count or UNIT_DEFAULTS["replicas"]
    return f"there {'was' if count == '1' else 'were'} {count}"
