"""What pendulum's moments offer besides what datetime's do."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Args, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

PERIODS = frozenset("weeks days hours minutes seconds microseconds".split())
STARTS = ("year", "month", "day", "hour", "minute", "second")
MONTHS = 12


def _moved(sign: int) -> Callable[[Interpreter, object, Args], object]:
    """Return the model of `moment.add(months=1, days=2)`, or of `subtract`."""

    def method(it: Interpreter, moment: object, args: Args) -> object:
        del it
        steps = {name: n for name, n in args.keywords.items() if isinstance(n, (int, float))}
        if args.positional or len(steps) < len(args.keywords) or not isinstance(moment, datetime):
            return Unknown("{datetime}")
        months = sign * int(steps.pop("years", 0) * MONTHS + steps.pop("months", 0))
        period = {name: n for name, n in steps.items() if name in PERIODS}
        try:
            return _months_later(moment, months) + sign * timedelta(**period)
        except FAULTS as error:
            raise fault(error) from error

    return method


def _months_later(moment: datetime, months: int) -> datetime:
    """Return the moment some months later, on the last day of a month that is too short."""
    year, month = divmod(moment.year * MONTHS + moment.month - 1 + months, MONTHS)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _start(it: Interpreter, moment: object, args: Args) -> object:
    """`moment.start_of("month")`."""
    del it
    unit = args.get(0, "unit")
    if unit not in STARTS or not isinstance(moment, datetime):
        return Unknown("{datetime}")
    kept = STARTS.index(str(unit)) + 1
    zeros = {name: int(name in ("month", "day")) for name in STARTS[kept:]}
    return moment.replace(**zeros, microsecond=0)  # type: ignore[arg-type]


def _written(form: str) -> Callable[[Interpreter, object, Args], object]:
    def method(it: Interpreter, moment: object, args: Args) -> object:
        del it, args
        return moment.strftime(form) if isinstance(moment, datetime) else Unknown("{datetime}")

    return method


def _zoned(it: Interpreter, moment: object, args: Args) -> object:
    """`moment.in_timezone("UTC")`: known for a moment that is in that zone already."""
    del it
    zone = args.get(0, "tz")
    if isinstance(moment, datetime) and not isinstance(zone, Value):
        return moment if moment.tzname() == zone else Unknown("{datetime}")
    return Unknown("{datetime}")


TOKEN = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A")
DIRECTIVES = {
    "YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "DD": "%d", "dddd": "%A",
    "ddd": "%a", "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "A": "%p",
    "M": "%m", "D": "%d", "H": "%H", "h": "%I", "m": "%M", "s": "%S",
}  # fmt: skip
"""Pendulum's tokens as strftime's; those of one letter have no leading zero."""


def _format(it: Interpreter, moment: object, args: Args) -> object:
    """`moment.format("YYYY-MM-DD")`."""
    del it
    form = args.get(0, "fmt")
    if not isinstance(moment, datetime) or not isinstance(form, str):
        return Unknown("{datetime}")

    def written(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        text = moment.strftime(DIRECTIVES[found[0]])
        return text if len(found[0]) > 1 or not text.isdigit() else str(int(text))

    return TOKEN.sub(written, form)


METHODS: Mapping[tuple[type, str], Callable[[Interpreter, object, Args], object]] = {
    (datetime, "add"): _moved(1),
    (datetime, "subtract"): _moved(-1),
    (datetime, "start_of"): _start,
    (datetime, "in_timezone"): _zoned,
    (datetime, "in_tz"): _zoned,
    (datetime, "format"): _format,
    (datetime, "to_date_string"): _written("%Y-%m-%d"),
    (datetime, "to_time_string"): _written("%H:%M:%S"),
    (datetime, "to_datetime_string"): _written("%Y-%m-%d %H:%M:%S"),
}
