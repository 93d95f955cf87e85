"""What Airflow's components lean on: the database, the broker, statsd; in the chart or outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.addresses import addresses
from pytest_etl_diagram.deployments.helm.components import own_storage, side_image, view
from pytest_etl_diagram.deployments.kubernetes.details import Detail, Sketch, resources, words
from pytest_etl_diagram.deployments.schemes import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.layouts import Layout
    from pytest_etl_diagram.deployments.helm.values import Values

IN_CHART = "postgresql://postgresql"
"""The database that the chart makes."""

DATABASE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
BROKER = "AIRFLOW__CELERY__BROKER_URL"
RESULTS = "AIRFLOW__CELERY__RESULT_BACKEND"


def backings(values: Values, layout: Layout, executor: str) -> Iterator[Sketch]:
    """Yield the services that the chart makes beside Airflow."""
    rows = [
        ("postgresql", "metadata", "store", values.on(layout.database_switch, default=True)),
        ("redis", "metadata", "store", has_redis(values, executor)),
        (
            "pgbouncer",
            "metadata",
            "service",
            values.on("pgbouncer.enabled", default=_pools(layout)),
        ),
    ]
    if layout.statsd:
        rows.append(("statsd", "monitoring", "service", values.on("statsd.enabled", default=True)))
    for name, area, sort, made in rows:
        if made:
            yield Sketch(name, sort, area, tuple(_details(values, name)), values.line(name))


def switches(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield (name, path of the switch) of the services that the chart can make beside Airflow."""
    yield "postgresql", layout.database_switch
    for name in ("redis", "pgbouncer", "statsd"):
        yield name, f"{name}.enabled"


def has_redis(values: Values, executor: str) -> bool:
    """Tell whether the chart makes a broker: only for Celery."""
    return "Celery" in executor and values.on("redis.enabled", default=True)


def ways(values: Values, layout: Layout, executor: str) -> Iterator[tuple[str, str, int]]:
    """Yield (variable, address, line) of the database, broker and statsd that Airflow uses.

    Of a connection that is in a Secret the host is a placeholder with the Secret's name.
    """
    database, line = _database(values, layout)
    if values.on("pgbouncer.enabled", default=_pools(layout)):
        yield DATABASE, "postgresql://pgbouncer:6543", values.line("pgbouncer.enabled") or line
    elif database:
        yield DATABASE, database, line
    if "Celery" in executor:
        yield from _broker(values, layout, executor)
        yield from _results(values)
    if layout.statsd and values.on("statsd.enabled", default=True):
        yield "AIRFLOW__METRICS__STATSD_HOST", "statsd", values.line("statsd.enabled", "statsd")
    for search in ("elasticsearch", "opensearch"):
        if values.on(f"{search}.enabled", default=False):
            yield from _search(values, search)


def pooled(values: Values, layout: Layout) -> tuple[str, int]:
    """Return where pgbouncer connects to, ("", 0) without one."""
    if not values.on("pgbouncer.enabled", default=_pools(layout)):
        return "", 0
    return _database(values, layout)


def outside(address: str, line: int) -> Sketch:
    """Return the database that only pgbouncer knows, as a store."""
    found = addresses(address)[0]
    system = SYSTEMS[found.scheme].name if found.scheme in SYSTEMS else ""
    return Sketch(found.host, "store", "metadata", (Detail("system", system, line),), line)


def _pools(layout: Layout) -> bool:
    return layout.name == "community"


def _details(values: Values, name: str) -> Iterator[Detail]:
    own = view(values, (name,))
    yield side_image(values, name)
    for fact in ("limits", "requests"):
        tree, line = own.find(f"resources.{fact}", f"primary.resources.{fact}")
        if tree is not None:
            yield Detail(fact, resources(tree), line)
    if name == "redis":
        yield from own_storage(own, "1Gi")
    if name == "postgresql":
        primary = view(values, ("postgresql.primary", "postgresql"))
        yield from own_storage(primary, "8Gi")
    replicas, line = own.find("replicas", "replica.replicaCount")
    times = words(replicas)
    yield Detail("replicas", "" if times == "1" else times, line)


def _database(values: Values, layout: Layout) -> tuple[str, int]:
    for path in layout.database:
        host, line = values.find(f"{path}.host")
        if host is not None and words(host):
            scheme = values.text(f"{path}.protocol", f"{path}.type") or "postgresql"
            port = values.text(f"{path}.port")
            name = values.text(f"{path}.db", f"{path}.database")
            end = f":{port}" if port else ""
            return f"{scheme}://{words(host)}{end}/{name}", line
    if values.on(layout.database_switch, default=True):
        return f"{IN_CHART}:5432", values.line(layout.database_switch, "postgresql")
    return _in_secret(
        values, "postgresql", "data.metadataSecretName", "externalDatabase.existingSecret"
    )


def _broker(values: Values, layout: Layout, executor: str) -> Iterator[tuple[str, str, int]]:
    url, line = values.find("data.brokerUrl")
    if url is not None and words(url):
        yield BROKER, _without_credentials(words(url)), line
    elif has_redis(values, executor):
        yield BROKER, "redis://redis:6379/0", values.line("redis.enabled", "redis")
    else:
        host, line = values.find(*(f"{path}.host" for path in layout.broker))
        if host is not None:
            yield BROKER, f"redis://{words(host)}", line
        else:
            found, line = _in_secret(values, "redis", "data.brokerUrlSecretName")
            if found:
                yield BROKER, found, line


def _results(values: Values) -> Iterator[tuple[str, str, int]]:
    host, line = values.find("data.resultBackendConnection.host")
    if host is not None:
        scheme = values.text("data.resultBackendConnection.protocol") or "postgresql"
        port = values.text("data.resultBackendConnection.port")
        yield RESULTS, f"db+{scheme}://{words(host)}{f':{port}' if port else ''}", line
        return
    found, line = _in_secret(values, "db+postgresql", "data.resultBackendSecretName")
    if found:
        yield RESULTS, found, line


def _search(values: Values, search: str) -> Iterator[tuple[str, str, int]]:
    host, line = values.find(f"{search}.connection.host")
    port = values.text(f"{search}.connection.port")
    name = f"AIRFLOW__{search.upper()}__HOST"
    if host is not None:
        yield name, f"{search}://{words(host)}{f':{port}' if port else ''}", line
    else:
        found, line = _in_secret(values, search, f"{search}.secretName")
        if found:
            yield name, found, line


def _in_secret(values: Values, scheme: str, *paths: str) -> tuple[str, int]:
    name, line = values.find(*paths)
    return (f"{scheme}://{{secret:{words(name)}}}", line) if name is not None else ("", 0)


def _without_credentials(url: str) -> str:
    found = addresses(url)
    if not found:
        return url
    first = found[0]
    return f"{first.scheme}://{first.host}{f':{first.port}' if first.port else ''}"
