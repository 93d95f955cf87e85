"""Rules about services: whether and how often they run, what they keep, who looks after them."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

SERVICES = (
    Rule(
        "executor-changed",
        "breaking",
        "tasks run on another executor",
        "Where tasks run, how many at once (one with SequentialExecutor), with which queues, "
        "resources and isolation is different; workers of the old executor stand idle.",
    ),
    Rule(
        "service-removed",
        "breaking",
        "a service is gone",
        "What it did no longer happens, and what connects to it fails or waits; what it kept is "
        "no longer reached.",
    ),
    Rule(
        "scaled-to-zero",
        "breaking",
        "no instance is left",
        "The service is still described and none of it runs: what it did no longer happens.",
        "Before, {instances}.",
    ),
    Rule(
        "volume-removed",
        "breaking",
        "a volume is gone",
        "What is written there now goes with the container: data, logs or state are lost at its "
        "next start.",
    ),
    Rule(
        "healthcheck-removed",
        "breaking",
        "nobody asks whether a service is well",
        "One that hangs counts as running and is not told from one that works; what waits for it "
        "to be healthy doesn't start, or takes it for ready.",
    ),
    Rule(
        "probe-removed",
        "breaking",
        "a probe of a service is gone",
        "Without liveness one that hangs isn't restarted, without readiness requests go to one "
        "that can't answer, without startup a slow start is cut short.",
    ),
    Rule(
        "restart-policy-removed",
        "breaking",
        "a service that stops stays down",
        "After a crash or a reboot nothing starts it again; its work piles up until somebody "
        "looks.",
    ),
    Rule(
        "replication-reduced",
        "breaking",
        "data is kept in fewer copies",
        "With fewer copies one lost machine or disk is enough for data to be lost or out of reach.",
    ),
    Rule(
        "service-renamed",
        "warning",
        "a service has another name",
        "Others find it by that name: addresses, dashboards and scripts that have the old one lead "
        "nowhere.",
    ),
    Rule(
        "replicas-reduced",
        "warning",
        "fewer instances run",
        "What remains has to do the work of all; with a single one each restart is an outage.",
    ),
    Rule(
        "autoscaling-removed",
        "warning",
        "the number of instances is fixed",
        "Peaks are no longer met by more instances: work waits, and in quiet hours capacity "
        "stands idle.",
    ),
    Rule(
        "autoscaling-changed",
        "warning",
        "instances are scaled within other limits",
        "Peaks are met later or less, or more is started at once than sources and databases can "
        "bear.",
    ),
    Rule(
        "volume-changed",
        "warning",
        "something else is mounted",
        "What was written to the old volume isn't in the new one: a database starts empty, DAGs "
        "or settings are other ones.",
    ),
    Rule(
        "volume-access-changed",
        "warning",
        "a volume may be written to, or no longer",
        "Where it may now be written to, what others rely on there can be changed or deleted; "
        "where it may no longer, each write fails.",
    ),
    Rule(
        "storage-changed",
        "warning",
        "data has another amount or kind of room",
        "Disks can often be grown and hardly ever shrunk, and another class is another disk: check "
        "what becomes of the data that is there.",
    ),
    Rule(
        "healthcheck-changed",
        "warning",
        "a service's health is judged by something else",
        "A check that asks for less lets a broken one pass, a stricter or faster one takes a "
        "healthy one that is only slow for broken.",
    ),
    Rule(
        "restart-policy-changed",
        "warning",
        "a service is restarted on other occasions",
        "Check that it comes back after a crash and after a reboot, and that a job that is done "
        "isn't started again.",
    ),
    Rule(
        "limits-removed",
        "warning",
        "a service may take all resources",
        "One greedy run can starve or crash all that shares the machine.",
    ),
    Rule(
        "limits-changed",
        "warning",
        "a service has other resources",
        "With less memory runs are killed that used to fit, with less CPU they come late; more of "
        "it must be there to be given.",
    ),
    Rule(
        "requests-removed",
        "warning",
        "nothing is set aside for a service any more",
        "Where no limit stands in for it, the service may land on a full machine, gets what others "
        "leave, and is among the first to be evicted.",
    ),
    Rule(
        "requests-changed",
        "warning",
        "another share is set aside for a service",
        "With less it may land on a fuller machine and be evicted sooner; with more it waits until "
        "a machine has that much free.",
    ),
    Rule(
        "remote-logging-removed",
        "warning",
        "logs are no longer kept elsewhere",
        "They go with the container or machine that wrote them, and with them the reason of a "
        "failure.",
    ),
    Rule(
        "remote-logging-changed",
        "warning",
        "logs are kept elsewhere",
        "Old logs stay at the old place; whoever looks for new ones there, a person or a tool, "
        "finds none.",
    ),
    Rule(
        "profile-changed",
        "warning",
        "a service starts on other occasions",
        "Services of a profile run only where it is asked for; without one they always do.",
    ),
    Rule(
        "service-added",
        "info",
        "a new service",
        "There is more to run, to watch and to update; its ties show what depends on it.",
    ),
    Rule(
        "replicas-increased",
        "info",
        "more instances run",
        "They share the work; check that they may run side by side, and that databases bear the "
        "connections.",
    ),
    Rule(
        "autoscaling-added",
        "info",
        "the number of instances follows the load",
        "More are started at peaks; check that sources and databases bear the largest number.",
    ),
    Rule(
        "volume-added",
        "info",
        "a new volume",
        "What is written there outlives the container; what the image had there is hidden.",
    ),
    Rule(
        "healthcheck-added",
        "info",
        "a service is asked whether it is well",
        "One that hangs is noticed; a check that is too strict takes healthy ones for broken.",
    ),
    Rule(
        "restart-policy-added",
        "info",
        "a service is started again",
        "It comes back after a crash; one that always crashes does so again and again.",
    ),
    Rule(
        "limits-added",
        "info",
        "a service may take only so much",
        "It can no longer starve others; a run that needs more than its share is slowed or killed.",
    ),
    Rule(
        "requests-added",
        "info",
        "a share is set aside for a service",
        "It starts only where that much is free, and is among the last to be evicted.",
    ),
    Rule(
        "area-changed",
        "info",
        "something stands in another area",
        "Areas are worked out from names, images, commands and ties; check that the new one is "
        "meant.",
    ),
)
