"""Rules about what services wait for, connect to, let in and watch."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

WIRING = (
    Rule(
        "service-dependency-removed",
        "breaking",
        "a service no longer waits for another",
        "It may start before what it needs is there, then fail, or go on with nothing: a migration "
        "that isn't done, a database that isn't up.",
    ),
    Rule(
        "dependency-condition-dropped",
        "breaking",
        "a service waits for less",
        "The other one needn't be healthy, done with its work, or there at all any more, which is "
        "what a first start or an upgrade relies on.",
    ),
    Rule(
        "monitoring-removed",
        "breaking",
        "something is no longer watched",
        "Nobody sees that it is slow, full or down; alerts on its metrics never fire.",
    ),
    Rule(
        "port-removed",
        "warning",
        "a port is no longer open",
        "Clients that use it are refused: interfaces, health checks, scrapers of metrics.",
    ),
    Rule(
        "port-changed",
        "warning",
        "a service listens on another port",
        "Clients, health checks and scrapers that have the old port are refused, or reach "
        "something else there.",
    ),
    Rule(
        "service-dependency-changed",
        "warning",
        "a service waits for others than before",
        "It may start before what it needs is there; check that the new order is the right one.",
    ),
    Rule(
        "dependency-condition-changed",
        "warning",
        "a service waits for another state of one",
        "Started, healthy and done are different things; check which one is needed.",
    ),
    Rule(
        "network-changed",
        "warning",
        "a service is in other networks",
        "Names and ports are reached within a network only: it may have lost sight of what it "
        "needs, or be open to more than before.",
    ),
    Rule(
        "secrets-changed",
        "warning",
        "a service is given other secrets",
        "Without one that it needs it fails to start or to log in; one that it doesn't need is one "
        "more way to leak it.",
    ),
    Rule(
        "connection-removed",
        "warning",
        "something no longer connects to another",
        "What it read there or kept there is missing, unless it gets it in another way.",
    ),
    Rule(
        "connection-changed",
        "warning",
        "something connects elsewhere",
        "It reads other data, or writes where nobody may look; what was kept at the old place "
        "isn't at the new one.",
    ),
    Rule(
        "route-removed",
        "warning",
        "requests no longer get through",
        "Whoever used the way in (people, other systems, webhooks) gets an error.",
    ),
    Rule(
        "route-changed",
        "warning",
        "requests are led elsewhere",
        "Old addresses may lead nowhere or to something else, and what was closed may now be open.",
    ),
    Rule(
        "monitoring-changed",
        "warning",
        "other things are watched",
        "Dashboards and alerts on what is no longer watched stay silent, which looks like good "
        "news.",
    ),
    Rule(
        "port-added",
        "info",
        "a new port is open",
        "Check that only those reach it who should.",
    ),
    Rule(
        "service-dependency-added",
        "info",
        "a service waits for one more",
        "It starts later, and not at all while the other one doesn't.",
    ),
    Rule(
        "dependency-condition-added",
        "info",
        "a service waits for more",
        "It starts only when the other one is there, healthy or done; a check that never passes "
        "keeps it from starting.",
    ),
    Rule(
        "connection-added",
        "info",
        "something connects to another",
        "It now needs the other to be there and to answer.",
    ),
    Rule(
        "route-added",
        "info",
        "a new way in",
        "Check that only those reach it who should.",
    ),
    Rule(
        "monitoring-added",
        "info",
        "something is now watched",
        "Its metrics or logs are collected; alerts on them can fire.",
    ),
)
