"""What pods take from other resources of their set: ConfigMaps, Secrets, claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.airflow_cfg import settings_in
from pytest_etl_diagram.deployments.environment import Setting
from pytest_etl_diagram.deployments.kubernetes.details import words
from pytest_etl_diagram.deployments.monitoring import watched_in
from pytest_etl_diagram.deployments.monitoring_lists import first_of, lists_in
from pytest_etl_diagram.documents.tree import Mapping, Scalar, items, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.numbering import Numbering
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.deployments.monitoring import Watched
    from pytest_etl_diagram.documents.tree import Entry
    from pytest_etl_diagram.model import Place
    from pytest_etl_diagram.model.places import FactPlaces

SECRETS = ("Secret", "ExternalSecret", "SealedSecret")
_REFERENCE = re.compile(r"\$\(([A-Za-z_][\w.-]*)\)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The resources of a set by (kind, namespace, name), and their numbering of lines.

    `anywhere` are the first of each (kind, name), whatever their namespace.
    """

    resources: dict[tuple[str, str, str], Resource]
    anywhere: dict[tuple[str, str], Resource]
    numbering: Numbering

    def find(self, kind: str, namespace: str, name: str) -> Resource | None:
        """Return a resource; one without a namespace is in any."""
        for space in dict.fromkeys((namespace, "")):
            found = self.resources.get((kind, space, name))
            if found is not None:
                return found
        if namespace:
            return None
        return self.anywhere.get((kind, name))


def shelf(found: Iterable[Resource], numbering: Numbering) -> Shelf:
    """Return the shelf of a set's resources."""
    resources = {(r.kind, r.namespace, r.name): r for r in found}
    anywhere = {(k, name): r for (k, _, name), r in reversed(resources.items())}
    return Shelf(resources, anywhere, numbering)


def environment(container: Mapping, namespace: str, stock: Shelf) -> tuple[Setting, ...]:
    """Return a container's variables: those taken in as a whole, then its own.

    Of Secrets only the names are read; the value of such a variable is "".
    """
    found: dict[str, tuple[str, int]] = {}
    for item in items(container.get("envFrom")):
        prefix = text(mapping(item).get("prefix"))
        for name, value, line in _taken_in(mapping(item), namespace, stock):
            found[prefix + name] = value, line
    for item in items(container.get("env")):
        variable = mapping(item)
        name = text(variable.get("name"))
        value, line = _value(variable, namespace, stock)
        found[name] = _filled(value, found), line or item.line
    return tuple(_setting(name, value, line, stock) for name, (value, line) in found.items())


def mounted_settings(spec: Mapping, namespace: str, stock: Shelf) -> tuple[Setting, ...]:
    """Return the settings of an airflow.cfg that a pod mounts from a ConfigMap."""
    return tuple(
        setting
        for entry in _mounted(spec, namespace, stock)
        if entry.key == "airflow.cfg"
        for setting in settings_in(text(entry.value), *stock.numbering.split(entry.value.line))
    )


def watches(spec: Mapping, namespace: str, stock: Shelf) -> tuple[Watched, ...]:
    """Return what the configurations watch that a pod mounts from ConfigMaps."""
    found: list[Watched] = []
    for entry in _mounted(spec, namespace, stock):
        source, line = stock.numbering.split(entry.value.line)
        found.extend(watched_in(text(entry.value), source, line + 1))
    return tuple(found)


def watch_lists(spec: Mapping, namespace: str, stock: Shelf) -> FactPlaces:
    """Return where the configurations that a pod mounts from ConfigMaps list what they watch."""
    found: list[tuple[str, Place]] = []
    for entry in _mounted(spec, namespace, stock):
        source, line = stock.numbering.split(entry.value.line)
        found.extend(lists_in(text(entry.value), source, line + 1))
    return first_of(found)


def config_data(each: Resource) -> tuple[Entry, ...]:
    """Return the entries of a ConfigMap that are texts."""
    return tuple(
        entry for entry in mapping(each.body.get("data")).entries if isinstance(entry.value, Scalar)
    )


def secret_names(each: Resource) -> Iterator[tuple[str, int]]:
    """Yield the keys of a Secret with their lines; its values are never looked at."""
    spec = each.spec
    for part in (
        each.body.get("data"),
        each.body.get("stringData"),
        spec.get("encryptedData"),
        mapping(mapping(spec.get("target")).get("template")).get("data"),
    ):
        yield from ((entry.key, entry.line) for entry in mapping(part).entries)
    for item in items(spec.get("data")):
        yield text(mapping(item).get("secretKey")), item.line


def _taken_in(item: Mapping, namespace: str, stock: Shelf) -> Iterator[tuple[str, str, int]]:
    name = text(mapping(item.get("configMapRef")).get("name"))
    found = stock.find("ConfigMap", namespace, name) if name else None
    for entry in config_data(found) if found is not None else ():
        yield entry.key, words(entry.value), entry.line
    name = text(mapping(item.get("secretRef")).get("name"))
    for secret in _secrets(name, namespace, stock):
        for key, line in secret_names(secret):
            yield key, "", line


def _secrets(name: str, namespace: str, stock: Shelf) -> Iterator[Resource]:
    for kind in SECRETS if name else ():
        found = stock.find(kind, namespace, name)
        if found is not None:
            yield found


def _value(variable: Mapping, namespace: str, stock: Shelf) -> tuple[str, int]:
    entry = variable.entry("value")
    if entry is not None:
        return words(entry.value), entry.line
    source = variable.entry("valueFrom")
    if source is None:
        return "", 0
    reference = mapping(mapping(source.value).get("configMapKeyRef"))
    found = stock.find("ConfigMap", namespace, text(reference.get("name")))
    key = text(reference.get("key"))
    for data in config_data(found) if found is not None and key else ():
        if data.key == key:
            return words(data.value), data.line
    return "", source.line


def _filled(value: str, known: dict[str, tuple[str, int]]) -> str:
    """Return a value with `$(NAME)` filled in; a secret's stays a placeholder."""
    return _REFERENCE.sub(
        lambda m: known.get(m[1], ("", 0))[0] or f"{{env:{m[1]}}}", value.replace("$$", "\0")
    ).replace("\0", "$")


def _mounted(spec: Mapping, namespace: str, stock: Shelf) -> Iterator[Entry]:
    """Yield the entries of the ConfigMaps that a pod mounts, with sane keys: file names."""
    for volume in items(spec.get("volumes")):
        for name in mounted_maps(mapping(volume)):
            found = stock.find("ConfigMap", namespace, name)
            if found is not None:
                yield from config_data(found)


def mounted_maps(volume: Mapping) -> Iterator[str]:
    """Yield the names of the ConfigMaps in a volume, also in a projected one."""
    yield text(mapping(volume.get("configMap")).get("name"))
    for part in items(mapping(volume.get("projected")).get("sources")):
        yield text(mapping(mapping(part).get("configMap")).get("name"))


def mounted_secrets(volume: Mapping) -> Iterator[str]:
    """Yield the names of the Secrets in a volume, also in a projected one."""
    yield text(mapping(volume.get("secret")).get("secretName"))
    for part in items(mapping(volume.get("projected")).get("sources")):
        yield text(mapping(mapping(part).get("secret")).get("name"))


def _setting(name: str, value: str, line: int, stock: Shelf) -> Setting:
    path, inside = stock.numbering.split(line)
    return Setting(name, value, inside, path)
