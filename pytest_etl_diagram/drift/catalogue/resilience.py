"""Rules about failing, retrying, waiting and being told of it."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

RESILIENCE = (
    Rule(
        "retries-removed",
        "breaking",
        "a failed stage is no longer retried",
        "Without retries one transient error (a lost connection, a lock, a 503) fails the task "
        "and everything downstream of it.",
        "Before, it had {tries}.",
    ),
    Rule(
        "timeout-removed",
        "breaking",
        "a timeout is gone",
        "What hangs, a stage or a whole run, now holds its slot for as long as it likes: the data "
        "is late and nothing fails.",
        "Before, it was stopped after {before}.",
    ),
    Rule(
        "trigger-rule-changed",
        "breaking",
        "a stage starts under another condition",
        "The trigger rule decides whether a stage runs after a failed or skipped one: it may now "
        "work on incomplete data, or be left out without a failure.",
    ),
    Rule(
        "alert-removed",
        "breaking",
        "nobody is told of a failure any more",
        "A failure now shows only to those who look for it: the first to notice is whoever misses "
        "the data.",
    ),
    Rule(
        "soft-fail-added",
        "breaking",
        "a sensor that gives up skips instead of failing",
        "When what it waits for doesn't come, the sensor and all that follows it are skipped: the "
        "run is green and there is no data.",
    ),
    Rule(
        "retries-reduced",
        "warning",
        "a failed stage is retried less",
        "An outage that the retries used to outlast may now fail the task and everything "
        "downstream of it.",
        "Before, it had {tries}.",
    ),
    Rule(
        "retry-delay-changed",
        "warning",
        "the pause between tries changed",
        "Retries times pause is the outage that a stage survives: with a shorter pause less of "
        "it, with a longer one the data comes later.",
    ),
    Rule(
        "backoff-changed",
        "warning",
        "pauses between tries grow in another way",
        "Growing pauses leave an overloaded service time to recover; steady ones keep knocking, "
        "and uncapped ones can last hours.",
    ),
    Rule(
        "timeout-changed",
        "warning",
        "a timeout changed",
        "A shorter limit may stop a healthy but slow run, a longer one reports a hanging run "
        "later.",
    ),
    Rule(
        "alert-changed",
        "warning",
        "failures are reported in another way",
        "Check that the people who have to act still hear of it.",
    ),
    Rule(
        "callback-changed",
        "warning",
        "other code runs around a stage",
        "Callbacks are called outside the task: what they did (metrics, messages, clean-up) may "
        "no longer happen, and their errors only reach the log.",
    ),
    Rule(
        "deadline-removed",
        "warning",
        "a deadline is gone",
        "A run that takes too long is no longer reported.",
        "Before, it was {before}.",
    ),
    Rule(
        "retries-increased",
        "info",
        "a failed stage is retried more",
        "Transient errors heal by themselves more often; work that isn't idempotent is repeated "
        "more often, too.",
    ),
    Rule(
        "timeout-added",
        "info",
        "a new timeout",
        "What hangs, a stage or a whole run, fails now instead of holding its slot; what is "
        "healthy must stay below the limit.",
    ),
    Rule(
        "alert-added",
        "info",
        "failures are now reported",
        "Somebody is told of a failure instead of having to look for it.",
    ),
)
