"""Front end: what Python's standard library means to a pipeline's structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Native
from pytest_etl_diagram.frontends.standard import (
    classes,
    compat,
    containers,
    contexts,
    copies,
    dates,
    digests,
    enums,
    environment,
    files,
    formats,
    functions,
    ini,
    introspection,
    iteration,
    jinja,
    operators,
    paths,
    pendulums,
    text,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.library import Library

SUBJECTS = (
    classes,
    compat,
    containers,
    contexts,
    copies,
    dates,
    digests,
    enums,
    environment,
    files,
    formats,
    functions,
    ini,
    introspection,
    iteration,
    jinja,
    operators,
    paths,
    text,
)


def register(library: Library) -> None:
    """Add the models of the standard library to `library`."""
    for subject in SUBJECTS:
        for name, function in subject.FUNCTIONS.items():
            library.models[name] = Native(name, function)
        library.models.update(subject.VALUES)
    library.methods.update({**files.METHODS, **pendulums.METHODS})
    library.builtins["open"] = Native("open", files.opened)
    library.iterators.append(enums.members)
    library.class_attributes.extend((enums.by_name, classes.loader))
    library.class_calls.append(enums.by_value)
    library.allocators.append(classes.allocate)
