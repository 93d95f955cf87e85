"""Rules about errors: raised, caught, swallowed, tried again, set aside; and checks of data."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

FAILURES = (
    Rule(
        "raise-removed",
        "breaking",
        "a failure no longer stops the run",
        "What used to end here with an error now goes on: bad or missing data is passed to "
        "everything that follows.",
    ),
    Rule(
        "exception-swallowed",
        "breaking",
        "an exception is caught and goes no further",
        "The failure shows nowhere: the run ends as a success without the data, and nothing that "
        "watches for failures (a scheduler, a retry, an alert) sees one.",
    ),
    Rule(
        "dead-letter-removed",
        "breaking",
        "failed records are no longer set aside",
        "What can't be processed is dropped or stops the run; it can neither be looked at nor "
        "loaded again.",
    ),
    Rule(
        "validation-removed",
        "breaking",
        "a step no longer validates its data",
        "The step is still there and looks the same, but passes on what it used to check: whoever "
        "reads bad rows is the first to notice them.",
    ),
    Rule(
        "transaction-removed",
        "breaking",
        "writes are no longer one transaction",
        "A failure between them leaves the first done and the others not (deleted and not "
        "inserted again), and others may read what is in between.",
    ),
    Rule(
        "raise-changed",
        "warning",
        "a failure is raised as something else",
        "Handlers and retries choose by an exception's class: the new one may be caught, tried "
        "again or let through where the old one wasn't.",
    ),
    Rule(
        "handler-removed",
        "warning",
        "an exception is no longer handled here",
        "It goes on to whoever is next, or ends the run; what was done about it (an alert, a "
        "clean-up, another way) no longer happens.",
    ),
    Rule(
        "handler-added",
        "warning",
        "an exception is now handled here",
        "It no longer reaches those who waited for it further out, unless it is raised again; "
        "check that the run doesn't go on with less than it needs.",
    ),
    Rule(
        "handler-changed",
        "warning",
        "other exceptions are handled here",
        "Catching more hides errors that should have stopped the run; catching less lets some "
        "through that used to be dealt with.",
    ),
    Rule(
        "exception-path-changed",
        "warning",
        "an exception takes another way",
        "It is dealt with elsewhere than before: check that alerts, clean-up and the end of the "
        "run are still what they should be.",
    ),
    Rule(
        "guard-removed",
        "warning",
        "a guarded region is gone",
        "What its end saw to in any case (closing, undoing, releasing) may not happen after a "
        "failure.",
    ),
    Rule(
        "guard-changed",
        "warning",
        "a region is guarded by something else",
        "What is held while it runs (a transaction, a lock, a session) decides what a failure "
        "undoes and what others see meanwhile.",
    ),
    Rule(
        "retried-errors-changed",
        "warning",
        "other exceptions are tried again",
        "A failure that used to heal by trying again may now be final, or one that can't heal is "
        "tried over and over.",
    ),
    Rule(
        "dead-letter-changed",
        "warning",
        "failed records are set aside elsewhere",
        "Whoever looks at them or loads them again must know the new place.",
    ),
    Rule(
        "quality-check-changed",
        "warning",
        "other checks look at the data",
        "What the old check would have stopped may now pass, and the other way round.",
    ),
    Rule(
        "raise-added",
        "info",
        "a new failure stops the run",
        "What used to go on now ends with an error: no bad data is passed on, and none at all "
        "until it is seen to.",
    ),
    Rule(
        "exception-surfaced",
        "info",
        "an exception is no longer swallowed",
        "A failure that went unseen now reaches whoever watches for it; runs that looked fine may "
        "fail.",
    ),
    Rule(
        "guard-added",
        "info",
        "a new guarded region",
        "Its end is seen to after a failure, too, and others may have to wait for it meanwhile.",
    ),
    Rule(
        "quality-check-added",
        "info",
        "a new quality check",
        "Data is looked at once more, and what fails the check is stopped or reported.",
    ),
    Rule(
        "dead-letter-added",
        "info",
        "failed records are now set aside",
        "They no longer stop the others or get lost; somebody has to look at them.",
    ),
)
