"""airflow.cfg: which executor, which database and broker, where the logs go."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.addresses import addresses
from pytest_etl_diagram.deployments.airflow_defaults import says_something
from pytest_etl_diagram.deployments.assembly import Runner, assemble
from pytest_etl_diagram.deployments.connections import connection_files, connections_beside
from pytest_etl_diagram.deployments.environment import Setting, place_of
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.documents.ini import read_ini
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Place, Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.ini import Section
    from pytest_etl_diagram.model import Fact
    from pytest_etl_diagram.model.places import FactPlaces

FOLDERS = {"core.dags_folder": "dags_folder", "core.plugins_folder": "plugins_folder"}
EXECUTOR = "AIRFLOW__CORE__EXECUTOR"
USED_BY = {
    "celery.broker_url": "core.executor",
    "celery.result_backend": "core.executor",
    "metrics.statsd_host": "metrics.statsd_on",
}
"""Options that name a host → the one that decides whether it is used."""

BY_EXECUTOR = ("worker", "task-pod")
"""Components that only some executors have."""

_HOME = ("{AIRFLOW_HOME}", "${AIRFLOW_HOME}", "%(airflow_home)s", "$AIRFLOW_HOME")


def read(files: Files, source: str) -> Found:
    """Return the deployment that an airflow.cfg tells of."""
    try:
        sections, problems = read_ini(files.text(source), source)
    except SourceError as error:
        return Found(problems=(Problem(error.path, error.line, error.message),))
    known = options(sections)
    settings = tuple(_settings(sections, source, 0))
    facts, places = _facts(sections, known, source)
    place = Place(source, line=1)
    executor = next((place_of(each) for each in settings if each.name == EXECUTOR), None)
    runners = [
        Runner(Unit(name, sort, "orchestration", (("command", command),), place))
        for name, sort, command in components(known)
    ]
    drawn = assemble(
        posixpath.basename(source),
        source,
        runners,
        (),
        place,
        settings=settings,
        facts=facts,
        places=places,
        connections=connections_beside(files, source),
        absent=(
            *((name, executor) for name in BY_EXECUTOR if executor is not None),
            *_unused_stores(sections, known, source),
        ),
    )
    dependencies = connection_files(files, source)
    return Found(deployments=(drawn,), problems=problems, dependencies=dependencies)


def settings_in(text: str, source: str, line: int = 0) -> tuple[Setting, ...]:
    """Return the settings in the text of an airflow.cfg as the variables that say the same.

    `line` is the number of lines before the text, for one within another file.
    """
    sections, _ = read_ini(text, source)
    return tuple(_settings(sections, source, line))


def options(sections: tuple[Section, ...]) -> dict[str, str]:
    """Return all options by `section.option`."""
    return {f"{s.name}.{o.name}": o.value for s in sections for o in s.options}


def components(known: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield (name, sort, command) of the components that an airflow.cfg is for."""
    executor = known.get("core.executor", "")
    newer = _is_third(known)
    yield "scheduler", "service", "airflow scheduler"
    if newer:
        yield "api-server", "service", "airflow api-server"
    else:
        yield "webserver", "service", "airflow webserver"
    if newer or known.get("scheduler.standalone_dag_processor", "").lower() == "true":
        yield "dag-processor", "service", "airflow dag-processor"
    if "Celery" in executor:
        yield "worker", "service", "airflow celery worker"
    if "Kubernetes" in executor:
        yield "task-pod", "job", "airflow tasks run"


def _is_third(known: dict[str, str]) -> bool:
    """Tell whether the options are those of Airflow 3."""
    sections = {name.partition(".")[0] for name in known}
    if sections & {"dag_processor", "execution_api", "api_auth", "simple_auth_manager"}:
        return True
    return bool(known.keys() & {"core.execution_api_server_url", "api.base_url", "api.port"})


def _settings(sections: tuple[Section, ...], source: str, line: int) -> Iterator[Setting]:
    known = options(sections)
    for section in sections:
        for option in section.options:
            name = f"AIRFLOW__{section.name}__{option.name}".upper()
            value = option.value.replace(" ", "") if option.name == "executor" else option.value
            if not says_something(f"{section.name}.{option.name}", option.value, known):
                value = ""
            yield Setting(name, value, option.line + line, source)


def _unused_stores(
    sections: tuple[Section, ...], known: dict[str, str], source: str
) -> Iterator[tuple[str, Place]]:
    """Yield the hosts that are set up and not used, each with the place of what decides that."""
    lines = {f"{s.name}.{o.name}": o.line for s in sections for o in s.options}
    for name, decided_by in USED_BY.items():
        value = known.get(name, "")
        if decided_by in lines and not says_something(name, value, known):
            place = Place(source, line=lines[decided_by])
            yield from ((address.host, place) for address in addresses(value))


def _facts(
    sections: tuple[Section, ...], known: dict[str, str], source: str
) -> tuple[tuple[Fact, ...], FactPlaces]:
    """Return what isn't told by variables: folders, and a database that is a file."""
    lines = {f"{s.name}.{o.name}": o.line for s in sections for o in s.options}
    found = [
        (fact, _relative(known[name]), lines[name])
        for name, fact in FOLDERS.items()
        if known.get(name)
    ]
    found.extend(
        ("database", "SQLite", lines[name])
        for name in ("core.sql_alchemy_conn", "database.sql_alchemy_conn")
        if known.get(name, "").startswith("sqlite")
    )
    places = tuple((fact, Place(source, line=line)) for fact, _, line in found)
    return tuple((fact, value) for fact, value, _ in found), places


def _relative(folder: str) -> str:
    """Return a folder without Airflow's home, whichever way that is written."""
    for home in _HOME:
        if folder.lower().startswith(f"{home.lower()}/"):
            return folder[len(home) + 1 :]
    return folder
