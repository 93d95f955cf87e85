"""What makes Compose refuse a whole: undefined names, circles, services without an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.circles import circle
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.references import Reference, references
from pytest_etl_diagram.deployments.compose.tree import keys_of, member, text_of

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Table

CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")


def incomplete(model: Model) -> tuple[str, ...]:
    """Return the services that have neither an image nor a build, sorted."""
    keys = model.section("services")
    return tuple(sorted(key.name for key in keys if not runs_something(table_of(key))))


def undefined(model: Model) -> tuple[tuple[str, Reference], ...]:
    """Return (service, what it refers to) for every name that nothing defines, in file order."""
    known = {
        name: {key.name for key in model.section(name)}
        for name in ("services", "networks", "volumes", "secrets", "configs", "models")
    }
    return tuple(
        (key.name, reference)
        for key in model.section("services")
        for reference in references(table_of(key))
        if reference.name not in known[reference.section] and "{" not in reference.name
    )


def check(model: Model, notes: Notes, *, whole: bool = True) -> None:
    """Note what is wrong with a whole, or with a part whose base is made elsewhere."""
    if not model.section("services"):
        return
    if whole:
        _check_names(model, notes)
    _check_conditions(model, notes)
    waiting = circle(_waits(model))
    if waiting:
        names = " → ".join(f"`{name}`" for name in (*waiting, waiting[0]))
        first = next(key for key in model.section("services") if key.name == waiting[0])
        depends_on = table_of(first).key("depends_on")
        place = first.place if depends_on is None else depends_on.place
        notes.wrong(place, f"services wait for each other in a circle: {names}; take one out")


def _check_names(model: Model, notes: Notes) -> None:
    """Note services that run nothing, and names that nothing defines."""
    for name in incomplete(model):
        key = next(key for key in model.section("services") if key.name == name)
        notes.wrong(
            key.place, f"service `{name}` has neither `image` nor `build`; give it one of them"
        )
    for name, reference in undefined(model):
        _note_undefined(name, reference, notes)


def runs_something(service: Table) -> bool:
    """Tell whether it is said what a service runs."""
    return any(service.get(name) is not None for name in ("image", "build", "provider"))


def _note_undefined(name: str, reference: Reference, notes: Notes) -> None:
    subject = f"service `{name}`: `{reference.attribute}` names `{reference.name}`"
    where = f"`{reference.section}`"
    if reference.optional:
        notes.remark(
            reference.place, f"{subject}, which isn't in {where}; it isn't required and isn't drawn"
        )
        return
    advice = "correct the name or define it there"
    top = "" if reference.section == "services" else " at the top level"
    notes.wrong(reference.place, f"{subject}, which isn't in {where}{top}; {advice}")


def _check_conditions(model: Model, notes: Notes) -> None:
    for key in model.section("services"):
        for other in keys_of(table_of(key).get("depends_on")):
            condition = member(other.node, "condition")
            text = text_of(condition)
            if condition is not None and text not in CONDITIONS and "{" not in text:
                notes.wrong(
                    condition.place,
                    f"service `{key.name}` waits for `{other.name}` with the unknown condition "
                    f"`{text}`; write one of {', '.join(CONDITIONS)}",
                )


def _waits(model: Model) -> dict[str, tuple[str, ...]]:
    """Return what each service waits for."""
    return {
        key.name: tuple(
            {each.name for each in references(table_of(key)) if each.section == "services"}
        )
        for key in model.section("services")
    }
