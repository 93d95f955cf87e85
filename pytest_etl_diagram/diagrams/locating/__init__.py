"""Places become lines: the parts of a file are looked up only when a report needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.locating.code import Code
from pytest_etl_diagram.diagrams.locating.settings import find_setting
from pytest_etl_diagram.model import Location

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Place

__all__ = ["Code", "find_line"]


def find_line(code: Code, place: Place) -> Location:
    """Return the line of a place; where the file can't be read any more, the file as a whole."""
    while place.setting:
        found = _setting(code, place)
        if found is not None:
            return found
        if place.otherwise is None:
            break
        place = place.otherwise
    if place.line or place.mark < 0:
        return Location(place.path, place.line)
    text = code.text(place.path)
    known = () if text is None else text.positions.marks
    return Location(place.path, known[place.mark] if place.mark < len(known) else 0)


def _setting(code: Code, place: Place) -> Location | None:
    """Return the line of a place's setting, None where its call doesn't say it.

    What a function hands on counts as said by it only where nothing else is known.
    """
    text = code.text(place.path)
    found = None if text is None else find_setting(code, text, place.mark, place.setting)
    if found is None or (found.is_passed_on and place.otherwise is not None):
        return None
    return Location(found.at.text.path, found.line)
