"""What a row of the rules table is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change that is told apart from the others.

    `id` names it in reports and policies, `level` is one of `model.LEVELS`,
    `title` says in a few words what happened and `why` in one or two sentences
    what follows from it. `detail` is a sentence added for one change, in which
    `{before}` and `{after}` stand for the two values and `{tries}` for the
    value before as a count of retries ("1 more try", "3 more tries"), `{instances}` for it as
    a count of instances ("there was 1", "there were 3").
    """

    id: str
    level: str
    title: str
    why: str
    detail: str = ""
