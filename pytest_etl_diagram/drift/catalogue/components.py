"""Rules about classes and functions, and how they hang together."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

COMPONENTS = (
    Rule(
        "component-changed",
        "warning",
        "another class does the work",
        "The step is called as before, but other code runs: its retries, checks, connections and "
        "way of writing may differ.",
    ),
    Rule(
        "component-removed",
        "warning",
        "a component is gone",
        "Nothing of the project does its work any more, unless another took it over.",
    ),
    Rule(
        "component-renamed",
        "warning",
        "a component has another name",
        "What finds it by name (a registry, a configuration, another project) no longer does; or "
        "another one stands in its place: check what is different in it.",
    ),
    Rule(
        "base-changed",
        "warning",
        "a class has other bases",
        "What it inherited (retries, checks, clean-up, the methods that must be there) may be "
        "gone or work otherwise.",
    ),
    Rule(
        "abstract-methods-changed",
        "warning",
        "a class demands other abstract methods",
        "Subclasses without a method that is now demanded can't be made; one that is no longer "
        "demanded may be missing without a word.",
    ),
    Rule(
        "collaborator-removed",
        "warning",
        "a component no longer works with another",
        "What the other one did for it no longer happens, or happens elsewhere.",
    ),
    Rule(
        "collaborator-changed",
        "warning",
        "a component works with another one instead",
        "Other code does that part of its work, or the same is now held where it was made anew; "
        "check what is different in it.",
    ),
    Rule(
        "data-flow-changed",
        "warning",
        "data takes another way",
        "A component gets its data from another one than before, or no longer at all: a step in "
        "between may be left out.",
    ),
    Rule(
        "configuration-changed",
        "warning",
        "other settings",
        "Settings decide what the same code does, and where: check that these are meant, and that "
        "every deployment has them.",
    ),
    Rule(
        "orchestration-changed",
        "warning",
        "a DAG runs other code",
        "What the orchestrator starts is different: code that nothing starts any more looks fine "
        "and does nothing.",
    ),
    Rule(
        "relation-changed",
        "warning",
        "two parts are tied in another way",
        "Check which of the two needs the other, and whether both still get what they need.",
    ),
    Rule(
        "component-unresolved",
        "warning",
        "a component is no longer found in the project",
        "It comes from outside now, or its import leads nowhere; what it does can't be seen and "
        "changes without a review.",
    ),
    Rule(
        "functions-changed",
        "warning",
        "other functions of a file take part",
        "One that is no longer used looks fine and does nothing; one that is new in it runs "
        "where it didn't before.",
    ),
    Rule(
        "component-added",
        "info",
        "a new component",
        "There is more to run, to test and to own; its ties show what depends on it.",
    ),
    Rule(
        "collaborator-added",
        "info",
        "a component works with another one",
        "It now needs the other to be there and to work; a change of that one reaches it.",
    ),
    Rule(
        "component-moved",
        "info",
        "a component stands in another file",
        "What imports it by its old path (another project, a configuration) no longer finds it.",
    ),
    Rule(
        "layer-changed",
        "info",
        "a component stands in another layer",
        "Layers are worked out from bases, folders and what a component does; check that the "
        "new one is meant.",
    ),
)
