"""What watches what: the configuration files of monitoring that units mount.

Those of Prometheus, Grafana, Alertmanager, Promtail, OpenTelemetry, Beats, Kibana, Logstash,
Fluentd, Fluent Bit, Vector and Telegraf are known by their structure. Of an address only host and
port are taken, never what is in front of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.addresses import Address, addresses
from pytest_etl_diagram.deployments.monitoring_texts import told_in_text
from pytest_etl_diagram.documents.tree import Listing, Mapping, items, mapping, text
from pytest_etl_diagram.documents.yaml import read_yaml
from pytest_etl_diagram.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.model import Problem

_YAML: Final = re.compile(r"\.ya?ml(?:\.(?:tpl|tmpl))?$")
PLAIN_YAML: Final = (".yml", ".yaml")
_TEXT: Final = re.compile(r"\.(?:conf|cfg|config|toml)$")
_EITHER: Final = rf"(?i)(?:{_YAML.pattern}|{_TEXT.pattern})"
_FOLDERS: Final = (
    "",
    "datasources",
    "provisioning/datasources",
    "grafana/provisioning/datasources",
    "pipeline",
    "conf.d",
    "config",
)
"""Where the files lie in a folder that a unit mounts."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Something that a unit watches or sends to.

    `job` is the scrape job's name, or what sort of thing is connected to (`loki`). `host` is ""
    where a job finds its targets by itself. `kind` is the tie's: `monitors` or `connects`.
    `sure`: it is a host, and not just a word that may be one, or anything else.
    """

    job: str
    host: str
    port: str = ""
    line: int = 0
    path: str = ""
    kind: str = "monitors"
    sure: bool = True


def watched(files: Files, source: str) -> tuple[Watched, ...]:
    """Return what the configurations tell that a unit mounts: a file, or all in a folder."""
    return tuple(each for path in watching_files(files, source) for each in _in_file(files, path))


def watching_files(files: Files, source: str) -> tuple[str, ...]:
    """Return the files below what a unit mounts that may be configurations of monitoring."""
    if files.exists(source):
        return (source,) if _YAML.search(source.lower()) or _TEXT.search(source.lower()) else ()
    folders = ("/".join(filter(None, (source.rstrip("/"), folder))) for folder in _FOLDERS)
    return tuple(path for folder in folders for path in files.listing(folder, _EITHER))


def faults(files: Files, source: str) -> tuple[Problem, ...]:
    """Return what keeps configurations from being read that a unit mounts."""
    paths = (path for path in watching_files(files, source) if path.lower().endswith(PLAIN_YAML))
    return tuple(problem for path in paths for problem in files.yaml(path).problems)


def watched_in(content: str, source: str, line: int = 1) -> tuple[Watched, ...]:
    """Return what the text of a configuration tells; `line` is that of its first line.

    The name of a file says nothing here, as a ConfigMap may call it anything.
    """
    documents, _ = read_yaml(content, source)
    found = _of_trees(documents, source) or _of_text(content, source)
    return tuple(replace(each, line=each.line + line - 1) for each in found)


def _in_file(files: Files, source: str) -> tuple[Watched, ...]:
    if _YAML.search(source.lower()):
        return _of_trees(files.yaml(source).documents, source)
    try:
        return _of_text(files.text(source), source)
    except SourceError:  # what a unit mounts need not be a text at all
        return ()


def _of_text(content: str, source: str) -> tuple[Watched, ...]:
    return tuple(
        Watched(sort, each.host, each.port, line, source, "connects", _is_host(each, value))
        for sort, value, line in told_in_text(content)
        for each in addresses(value)
        if each.host
    )


def _of_trees(documents: tuple[Tree, ...], source: str) -> tuple[Watched, ...]:
    found = (
        replace(each, path=source)
        for document in documents
        for read in _READERS
        for each in read(mapping(document))
    )
    return tuple(dict.fromkeys(found))


def _prometheus(top: Mapping) -> Iterator[Watched]:
    if top.get("clients") is not None:  # Promtail's jobs read files
        return
    inner = mapping(mapping(mapping(top.get("receivers")).get("prometheus")).get("config"))
    for config in (top, inner):
        for job in _mappings(config.get("scrape_configs")):
            yield from _scraped(job)
    for alerting in _mappings(mapping(top.get("alerting")).get("alertmanagers")):
        for group in _mappings(alerting.get("static_configs")):
            yield from _each("alertmanager", group.get("targets"), "connects")
    for key in ("remote_write", "remote_read"):
        for remote in _mappings(top.get(key)):
            yield from _each(key, remote.get("url"), "connects")


def _scraped(job: Mapping) -> Iterator[Watched]:
    """Yield the targets of a job; one that has none that are known is open."""
    name = text(job.get("job_name"))
    found = [
        each
        for group in _mappings(job.get("static_configs"))
        for each in _each(name, group.get("targets"))
    ]
    for group in _mappings(job.get("dns_sd_configs")):
        found.extend(_each(name, group.get("names")))
    yield from found or [Watched(name, "", line=job.line)]


def _grafana(top: Mapping) -> Iterator[Watched]:
    for source in _mappings(top.get("datasources")):
        yield from _each(text(source.get("type")), source.get("url"), "connects")


def _promtail(top: Mapping) -> Iterator[Watched]:
    for client in _mappings(top.get("clients")):
        yield from _each("loki", client.get("url"), "connects")
    yield from _each("loki", mapping(top.get("client")).get("url"), "connects")


def _alertmanager(top: Mapping) -> Iterator[Watched]:
    if top.get("route") is None:
        return
    for receiver in _mappings(top.get("receivers")):
        for entry in receiver.entries:
            for config in _mappings(entry.value):
                sort = entry.key.removesuffix("_configs")
                yield from _each(sort, config.get("url", "api_url"), "connects")


def _telemetry(top: Mapping) -> Iterator[Watched]:
    if top.get("exporters") is None or top.get("service") is None:
        return
    for key in ("exporters", "receivers"):
        for entry in mapping(top.get(key)).entries:
            config = mapping(entry.value)
            where = config.get("endpoint", "endpoints", "brokers")
            if key == "receivers" and config.get("brokers", "collection_interval") is None:
                continue  # where it listens
            kind = "connects" if key == "exporters" else "monitors"
            yield from _each(entry.key.partition("/")[0], where, kind)


def _beats(top: Mapping) -> Iterator[Watched]:
    for output in (top, *(mapping(top.get(key)) for key in ("output", "setup"))):
        for entry in output.entries:
            where = mapping(entry.value).get("hosts", "host")
            whole = entry.key.startswith(("output.", "setup."))
            if where is not None and (whole or output is not top):
                yield from _each(entry.key.rpartition(".")[2], where, "connects")
    for flat in ("output.elasticsearch.hosts", "output.kafka.hosts", "output.logstash.hosts"):
        yield from _each(flat.split(".")[1], top.get(flat), "connects")
    for module in _mappings(top.get("metricbeat.modules")):
        yield from _each(text(module.get("module")), module.get("hosts"))


def _kibana(top: Mapping) -> Iterator[Watched]:
    keys = ("elasticsearch.hosts", "opensearch.hosts", "xpack.monitoring.elasticsearch.hosts")
    for key in keys:
        yield from _each(key.split(".")[-2], top.get(key), "connects")


def _pipes(top: Mapping) -> Iterator[Watched]:
    """Fluent Bit's pipeline, Vector's sinks."""
    for output in _mappings(mapping(top.get("pipeline")).get("outputs")):
        yield from _each(text(output.get("name")), output.get("host", "brokers"), "connects")
    for entry in mapping(top.get("sinks")).entries:
        sink = mapping(entry.value)
        if sink.get("inputs") is not None:
            where = sink.get("endpoint", "endpoints", "bootstrap_servers", "address")
            yield from _each(text(sink.get("type")), where, "connects")


_READERS: Final[tuple[Callable[[Mapping], Iterator[Watched]], ...]] = (
    _prometheus,
    _grafana,
    _promtail,
    _alertmanager,
    _telemetry,
    _beats,
    _kibana,
    _pipes,
)


def _each(job: str, tree: Tree | None, kind: str = "monitors") -> Iterator[Watched]:
    """Yield what the addresses in a text or a list of texts lead to."""
    for item in items(tree):
        if isinstance(item, (Mapping, Listing)):
            continue
        for address in addresses(text(item)):
            if address.host:
                host = address.host.removeprefix("tasks.")
                sure = _is_host(address, text(item))
                yield Watched(job, host, address.port, item.line, "", kind, sure)


def _is_host(address: Address, value: str) -> bool:
    """Tell whether an address is more than a word: capitals in it are those of a key or token."""
    return bool(address.scheme or address.port or ("." in value and value == value.lower()))


def _mappings(tree: Tree | None) -> Iterator[Mapping]:
    return (item for item in items(tree) if isinstance(item, Mapping))
