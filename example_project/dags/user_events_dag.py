"""User events: a day's files from object storage to sessions in the warehouse."""

from __future__ import annotations

import json
import logging
from contextlib import closing
from datetime import date, datetime, timedelta, timezone

from airflow.sdk import BaseHook, ObjectStoragePath, Variable, dag, task, task_group

log = logging.getLogger(__name__)

SESSION_GAP = timedelta(minutes=30)


def page_on_call(context):
    """Leave a line that the on-call alert is set on."""
    log.error("user_events failed: %s", context["task_instance"])


def folder_of(ds):
    """A run at midnight reads the events of the day before."""
    day = date.fromisoformat(ds) - timedelta(days=1)
    return ObjectStoragePath(Variable.get("events_folder")) / day.isoformat()


@task
def list_event_files(ds=None):
    files = folder_of(ds).iterdir()
    return sorted(str(path) for path in files if path.name.endswith(".jsonl"))


@task(retries=4, execution_timeout=timedelta(minutes=10))
def parse_events(path):
    """Put the valid events of one file beside it, and return where."""
    parsed = ObjectStoragePath(path.removesuffix(".jsonl") + ".parsed")
    with ObjectStoragePath(path).open("r") as lines, parsed.open("w") as out:
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if {"user_id", "event", "at"} <= event.keys():
                out.write(json.dumps(event) + "\n")
    return str(parsed)


@task
def drop_duplicates(parsed_files, ds=None):
    """Collect the events of all files, each once; return the file they are in."""
    collected = folder_of(ds) / "unique.events"
    seen = set()
    with collected.open("w") as out:
        for path in parsed_files:
            with ObjectStoragePath(path).open("r") as lines:
                for line in lines:
                    if line not in seen:
                        seen.add(line)
                        out.write(line)
    return str(collected)


@task
def build_sessions(events_file):
    """A user's events with no longer pause than SESSION_GAP are one session."""
    with ObjectStoragePath(events_file).open("r") as lines:
        events = sorted((json.loads(line) for line in lines), key=lambda e: (e["user_id"], e["at"]))
    built = []
    for event in events:
        user, at = event["user_id"], datetime.fromisoformat(event["at"])
        last = built[-1] if built else None
        if last and last["user"] == user and at - last["end"] <= SESSION_GAP:
            last.update(end=at, events=last["events"] + 1)
        else:
            built.append({"user": user, "start": at, "end": at, "events": 1})
    built_file = ObjectStoragePath(events_file.removesuffix(".events") + ".sessions")
    with built_file.open("w") as out:
        for session in built:
            out.write(json.dumps(session, default=datetime.isoformat) + "\n")
    return str(built_file)


@task_group
def sessions(parsed_files):
    return build_sessions(drop_duplicates(parsed_files))


@task
def load_sessions(sessions_file, ds=None):
    """Replace what the run loaded before, in one transaction."""
    with ObjectStoragePath(sessions_file).open("r") as lines:
        rows = [tuple(json.loads(line).values()) for line in lines]
    hook = BaseHook.get_hook("warehouse")
    with closing(hook.get_conn()) as connection, closing(connection.cursor()) as cursor:
        hook.set_autocommit(connection, autocommit=False)
        cursor.execute("DELETE FROM user_sessions WHERE loaded_by = %s", (ds,))
        for row in rows:
            cursor.execute("INSERT INTO user_sessions VALUES (%s, %s, %s, %s, %s)", (ds, *row))
        connection.commit()


@task
def check_sessions(ds=None):
    count = BaseHook.get_hook("warehouse").get_first(
        "SELECT COUNT(*) FROM user_sessions WHERE loaded_by = %s", parameters=(ds,)
    )
    if not count[0]:
        message = f"the run of {ds} loaded no session"
        raise ValueError(message)


@dag(
    dag_id="user_events",
    schedule="@daily",
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    on_failure_callback=page_on_call,
    tags=["events"],
)
def user_events():
    parsed = parse_events.expand(path=list_event_files())
    load_sessions(sessions(parsed)) >> check_sessions()


user_events()
