"""`datetime`, `pendulum` and `dateutil`: moments and durations."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.builtins import plain
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Args, Unknown, Value, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

NOW = Unknown("{now}")


class Zone(tzinfo):
    """A time zone by its name; its offset isn't looked up, as it depends on the machine's data."""

    def __init__(self, name: str) -> None:
        """Take the zone's name."""
        self.name = name

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return no offset: moments of one zone compare by their wall clock."""
        del moment
        return timedelta(0)

    def dst(self, moment: datetime | None) -> timedelta:
        """Return no offset."""
        del moment
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        """Return the name."""
        del moment
        return self.name

    def __repr__(self) -> str:
        """Show the name."""
        return self.name


def zone(name: object) -> tzinfo | None:
    """Return the time zone of a `tz` argument."""
    if isinstance(name, tzinfo):
        return name
    if isinstance(name, Value) or name is None:
        return None
    return timezone.utc if str(name).upper() in ("UTC", "ETC/UTC") else Zone(str(name))


def _made(kind: Callable[..., Any]) -> Callable[[Interpreter, Args], object]:
    def construct(it: Interpreter, args: Args) -> object:
        del it
        values = [*args.positional, *args.keywords.values()]
        if any(isinstance(v, Value) for v in values):
            shown = ", ".join(
                [*map(text_of, args.positional)]
                + [f"{k}={text_of(v)}" for k, v in args.keywords.items()]
            )
            return Unknown(
                "{" + f"{kind.__name__}({shown.replace('{', '').replace('}', '')})" + "}"
            )
        try:
            result: object = kind(*args.positional, **args.keywords)
        except FAULTS as error:
            raise fault(error) from error
        return result

    return construct


def _pendulum_datetime(it: Interpreter, args: Args) -> object:
    """`pendulum.datetime(year, month, day, …, tz="UTC")`: aware, in UTC where nothing is said."""
    given = dict(args.keywords)
    tz = given.pop("tz", given.pop("tzinfo", "UTC"))
    plain = Args(args.positional[:7], {**given, "tzinfo": zone(tz)})
    return _made(datetime)(it, plain)


def _moment(it: Interpreter, args: Args) -> object:
    """Parse `"2024-01-01T00:00"`, as pendulum, dateutil and Airflow's timezone module do."""
    del it
    text = args.get(0, "string", "")
    if not isinstance(text, str):
        return Unknown(text_of(text))
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return Unknown("{" + text[:30] + "}")
    tz = zone(args.keywords.get("tz"))
    return moment.replace(tzinfo=tz) if tz is not None else moment


def _strptime(it: Interpreter, args: Args) -> object:
    def parse(text: str, layout: str) -> datetime:
        return datetime.strptime(text, layout)  # noqa: DTZ007  the user's own zone, or none

    return _made(parse)(it, args)


def _combine(it: Interpreter, args: Args) -> object:
    return _made(datetime.combine)(it, args)


def _duration(it: Interpreter, args: Args) -> object:
    """`pendulum.duration(days=1)`; months and years have no fixed length, so they stay words."""
    given = dict(args.keywords)
    if "months" in given or "years" in given:
        words = ", ".join(f"{k}={it.text_of(v)}" for k, v in given.items())
        return Unknown("{duration(" + words + ")}")
    return _made(timedelta)(it, Args(args.positional, given))


def _zone(it: Interpreter, args: Args) -> object:
    del it
    return zone(args.get(0, "name", "UTC")) or Unknown("{timezone}")


def _now(it: Interpreter, args: Args) -> object:
    del it, args
    return NOW


MOMENTS = (
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
    "datetime.date.today", "pendulum.now", "pendulum.today", "pendulum.yesterday",
    "pendulum.tomorrow", "time.time", "airflow.utils.dates.days_ago",
    "airflow.utils.timezone.utcnow", "pendulum.DateTime.now", "pendulum.DateTime.utcnow",
    "time.strftime", "time.localtime", "time.gmtime", "time.perf_counter", "time.monotonic",
)  # fmt: skip
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "datetime.datetime": _made(datetime),
    "datetime.date": _made(date),
    "datetime.time": _made(time),
    "datetime.timedelta": _made(timedelta),
    "datetime.timezone": _made(timezone),
    "datetime.datetime.strptime": _strptime,
    "datetime.datetime.fromisoformat": _moment,
    "datetime.datetime.combine": _combine,
    "datetime.date.fromisoformat": _moment,
    "calendar.monthrange": plain(calendar.monthrange),
    "calendar.isleap": plain(calendar.isleap),
    "dateutil.relativedelta.relativedelta": _duration,
    "dateutil.parser.parse": _moment,
    "dateutil.parser.isoparse": _moment,
    "dateutil.tz.gettz": _zone,
    "pendulum.datetime": _pendulum_datetime,
    "pendulum.DateTime": _pendulum_datetime,
    "pendulum.local": _pendulum_datetime,
    "pendulum.date": _made(date),
    "pendulum.time": _made(time),
    "pendulum.duration": _duration,
    "pendulum.Duration": _duration,
    "pendulum.timezone": _zone,
    "pendulum.Timezone": _zone,
    "pendulum.tz.timezone": _zone,
    "pendulum.tz.timezone.Timezone": _zone,
    "pendulum.parse": _moment,
    "pendulum.from_format": _moment,
    "pytz.timezone": _zone,
    "zoneinfo.ZoneInfo": _zone,
    "airflow.utils.timezone.datetime": _pendulum_datetime,
    "airflow.sdk.timezone.datetime": _pendulum_datetime,
    "airflow.utils.timezone.parse": _moment,
    "airflow.sdk.timezone.parse": _moment,
    "airflow.utils.timezone.make_aware": lambda it, args: args.get(0, "value"),  # noqa: ARG005
    **dict.fromkeys(MOMENTS, _now),
}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)
"""In English, whatever the locale of the machine: a diagram must not depend on it."""
VALUES: Mapping[str, object] = {
    "calendar.day_name": tuple(DAYS),
    "calendar.day_abbr": tuple(day[:3] for day in DAYS),
    "calendar.month_name": ("", *MONTHS),
    "calendar.month_abbr": ("", *(month[:3] for month in MONTHS)),
    "datetime.timezone.utc": timezone.utc,
    "datetime.UTC": timezone.utc,
    "pytz.utc": timezone.utc,
    "pytz.UTC": timezone.utc,
    "pendulum.UTC": timezone.utc,
    "airflow.utils.timezone.utc": timezone.utc,
    "airflow.sdk.timezone.utc": timezone.utc,
    "datetime.datetime.min": datetime.min,  # noqa: DTZ901  as the user writes it
    "datetime.datetime.max": datetime.max,  # noqa: DTZ901  as the user writes it
}
