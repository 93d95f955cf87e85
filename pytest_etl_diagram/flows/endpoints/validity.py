"""Whether a file of endpoints fits the format, and if not, which row is wrong and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pytest_etl_diagram.flows.endpoints.references import BETWEEN, SHAPE
from pytest_etl_diagram.model import ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

KINDS: Final = frozenset(
    "database warehouse storage files topic queue http cache mail chat".split()
)
"""The kinds of system."""
SECTIONS: Final = "systems schemes hosts words modes aliases types hints noise calls".split()
_ROLES: Final = frozenset({*ROLES, "error", "wait"})
_REFERENCES: Final = "name source sql mode keys condition".split()
_ROW_FIELDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(_REFERENCES, str),
    **dict.fromkeys("hint reads writes system gives role".split(), str),
    **dict.fromkeys("remember step lazy trigger".split(), bool),
    **dict.fromkeys("when facts keep parallel".split(), Mapping),
}
_PARALLEL_FIELDS: Final[Mapping[str, type]] = {
    **dict.fromkeys("label function over workers arms".split(), str),
    **dict.fromkeys("repeated joins".split(), bool),
}
_TYPE_FIELDS: Final[Mapping[str, type]] = {
    "like": list, "system": str, "lazy": bool, "inside": bool,
}  # fmt: skip
_WORDS: Final = {str: "a text", bool: "true or false", Mapping: "an object", list: "a list"}
_HOLE: Final = re.compile(r"\{([^{}]+)\}")


def document_faults(document: object, systems: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a document, a sentence a fault, which begins with the row's name.

    `systems` are the names of the systems known without the document.
    """
    if not isinstance(document, Mapping):
        yield "it must hold one object, with sections such as 'calls' and 'systems'"
        return
    shapes = {name: list if name == "noise" else Mapping for name in SECTIONS}
    wrong = list(_shape_faults(document, shapes, "section"))
    yield from wrong
    if wrong:
        return
    known = {*systems, *document.get("systems", {})}
    yield from _section_faults(document, known)
    yield from _call_faults(document.get("calls", {}), known)


def _section_faults(document: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong outside of the calls; `known` are the names of all systems."""
    for name, kind in document.get("systems", {}).items():
        if kind not in KINDS:
            yield f"systems: {name}: {kind!r} is none of the kinds {', '.join(sorted(KINDS))}"
    for section in ("schemes", "hosts", "words"):
        for name, system in document.get(section, {}).items():
            if system not in known:
                yield f"{section}: {name}: there is no system {system!r}"
    for pattern in document.get("hints", {}):
        yield from (f"hints: {fault}" for fault in _pattern_faults(pattern))
    for name, said in document.get("types", {}).items():
        for fault in _shape_faults(said, _TYPE_FIELDS, "field"):
            yield f"types: {name}: {fault}"


def _call_faults(calls: Mapping[str, Any], systems: Collection[str]) -> Iterator[str]:
    for owner, named in calls.items():
        if not isinstance(named, Mapping):
            yield f"calls: {owner}: it must be an object of names and rows"
            continue
        for names, found in named.items():
            for row in found if isinstance(found, list) else [found]:
                for fault in _row_faults(row, systems):
                    yield f"calls: {owner}: {names}: {fault}"


def _row_faults(row: object, systems: Collection[str]) -> Iterator[str]:
    wrong = list(_shape_faults(row, _ROW_FIELDS, "field"))
    yield from wrong
    if wrong or not isinstance(row, Mapping):
        return
    if row.get("role", "other") not in _ROLES:
        yield f"there is no role {row['role']!r}; the roles are {', '.join(sorted(_ROLES))}"
    for name in ("reads", "writes", "system"):
        yield from _system_faults(row.get(name, ""), systems)
    parallel = row.get("parallel", {})
    yield from _shape_faults(parallel, _PARALLEL_FIELDS, "field of 'parallel'")
    if parallel and "label" not in parallel:
        yield "'parallel' needs a label"
    kept = row.get("keep", {}).values()
    systems_kept = [text for text in kept if isinstance(text, str) and text.startswith("@")]
    for text in systems_kept:
        yield from _system_faults(text, systems)
    references = [
        *(row[name] for name in _REFERENCES if name in row),
        *row.get("facts", {}).values(),
        *(text for text in kept if text not in systems_kept),
        *(key.rstrip("#") for key in row.get("when", {})),
        *(text for n, text in parallel.items() if n != "label" and not isinstance(text, bool)),
    ]
    yield from (f"{text!r} is no reference" for text in references if not _is_reference(text))
    for pattern in (row.get("hint", ""), *row.get("when", {}).values()):
        yield from _pattern_faults(pattern)


def _shape_faults(found: object, fields: Mapping[str, type], what: str) -> Iterator[str]:
    """Yield which fields of an object don't exist or aren't of their type."""
    if not isinstance(found, Mapping):
        yield f"it must be an object with the {what}s {', '.join(fields)}, not {found!r}"
        return
    for name, value in found.items():
        if name not in fields:
            yield f"there is no {what} {name!r}; there are {', '.join(fields)}"
        elif not isinstance(value, fields[name]):
            yield f"{what} {name!r} must be {_WORDS[fields[name]]}, not {value!r}"


def _system_faults(text: str, systems: Collection[str]) -> Iterator[str]:
    for one in text.split("|") if text else ():
        if one.startswith("@"):
            if SHAPE.fullmatch(one[1:]) is None:
                yield f"{one!r} names no value that has a system"
        elif one not in systems:
            yield f"there is no system {one!r}; name its kind under 'systems'"


def _pattern_faults(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        yield f"{pattern!r} is no pattern: {error}"


def _is_reference(text: object) -> bool:
    if not isinstance(text, str) or not text:
        return False
    plain = [part for part in BETWEEN.split(text) if "{" not in part]
    inner = [*_HOLE.findall(text), *plain]
    if any(sign in _HOLE.sub("", text) for sign in "{}"):
        return False
    return all(SHAPE.fullmatch(part) for one in inner for part in one.split("|"))
