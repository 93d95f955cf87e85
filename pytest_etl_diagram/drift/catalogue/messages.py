"""Rules about who takes part in a run, and who calls whom."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

MESSAGES = (
    Rule(
        "message-removed",
        "breaking",
        "a call is gone",
        "What it asked for no longer happens, or no longer here; the run goes on as if it had.",
    ),
    Rule(
        "participant-removed",
        "breaking",
        "a participant is gone",
        "Nothing in the run reaches it any more: what it checked, kept or delivered is now left "
        "out or done by somebody else.",
    ),
    Rule(
        "message-changed",
        "warning",
        "a call asks for something else",
        "Its arguments are part of the architecture: the same component now does its work in "
        "another way.",
    ),
    Rule(
        "message-moved",
        "warning",
        "a call comes at another point",
        "What it needs may not be there yet, what waited for it may come too early, and other "
        "conditions or repetitions hold where it stands now.",
    ),
    Rule(
        "result-changed",
        "warning",
        "a result is used in another way",
        "What a call gives is no longer taken, is taken now, or is of another shape; check that "
        "no data is lost between the two.",
    ),
    Rule(
        "message-added",
        "info",
        "a new call",
        "The run does one thing more: it takes longer, and fails when that fails.",
    ),
    Rule(
        "participant-added",
        "info",
        "a new participant",
        "The run now needs it to be there and to answer.",
    ),
)
