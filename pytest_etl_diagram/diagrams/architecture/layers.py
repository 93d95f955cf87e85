"""In which layer of an architecture a component is: a table of words."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.globs import compile_globs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORCHESTRATION, EXTRACT, TRANSFORM, LOAD, UTILITIES, CONFIGURATION = (
    "orchestration extract transform load utilities configuration".split()
)
LAYERS = (ORCHESTRATION, EXTRACT, TRANSFORM, LOAD, UTILITIES, CONFIGURATION)
WORDS: tuple[tuple[str, str], ...] = (
    (CONFIGURATION, "config configs configuration configurations conf cfg setting settings"),
    (CONFIGURATION, "options params parameters credentials secrets"),
    (ORCHESTRATION, "pipeline pipelines orchestrator orchestrators orchestration workflow"),
    (ORCHESTRATION, "workflows job jobs runner runners scheduler coordinator dag dags flow flows"),
    (ORCHESTRATION, "etl elt cli app main entrypoint entrypoints orchestrate run driver"),
    (EXTRACT, "extract extractor extractors extraction reader readers source sources fetcher"),
    (EXTRACT, "fetchers fetch downloader downloaders scraper scrapers crawler crawlers consumer"),
    (EXTRACT, "consumers ingest ingestor ingestors ingester ingesters ingestion collector"),
    (EXTRACT, "collectors importer importers poller pollers input inputs"),
    (LOAD, "load loader loaders loading writer writers sink sinks target targets publisher"),
    (LOAD, "publishers producer producers uploader uploaders exporter exporters saver savers"),
    (LOAD, "output outputs outbox persister"),
    (TRANSFORM, "transform transformer transformers transforms transformation transformations"),
    (TRANSFORM, "cleaner cleaners cleanser cleansing cleaning aggregator aggregators aggregation"),
    (TRANSFORM, "enricher enrichers enrichment normalizer normalizers normaliser parser parsers"),
    (TRANSFORM, "mapper mappers processor processors processing converter converters joiner"),
    (TRANSFORM, "joiners deduplicator deduper filter filters calculator calculators validator"),
    (TRANSFORM, "validators validation checker checkers check checks quality expectation"),
    (TRANSFORM, "expectations feature features imputer splitter merger encoder masker anonymizer"),
    (UTILITIES, "util utils utilities utility helper helpers common shared lib libs core tool"),
    (UTILITIES, "tools logger loggers logging formatter formatters retry retries retrier alert"),
    (UTILITIES, "alerts alerter alerting notifier notifiers notification notifications monitor"),
    (UTILITIES, "monitors monitoring metrics tracer cache caches client clients connection"),
    (UTILITIES, "connections connector connectors database databases db engine pool session"),
    (UTILITIES, "sessions clock handler handlers server"),
)
"""Layer → the words in names of classes, files and folders that tell of it."""

_LAYER_OF = {word: layer for layer, words in WORDS for word in words.split()}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters: of `S3ToSQL` they are `s`, `to` and `sql`."""
    return [word.lower() for word in _WORDS.findall(name)]


def layer_of_name(name: str) -> str:
    """Return the layer that a name tells of, "" for none.

    A word of configuration says most, of the others the last one: a
    `PipelineValidator` validates.
    """
    found = [_LAYER_OF[word] for word in words_of(name) if word in _LAYER_OF]
    if CONFIGURATION in found:
        return CONFIGURATION
    return found[-1] if found else ""


def layer_of_path(path: str) -> str:
    """Return the layer that a file's name or, from the innermost on, its folders tell of."""
    parts = path.removesuffix(".py").split("/")
    found = (layer_of_name(part) for part in reversed(parts) if part != "__init__")
    return next((layer for layer in found if layer), "")


def layer_of_work(*, reads: bool, writes: bool) -> str:
    """Return the layer of what is known by what it does only."""
    if reads and writes:
        return ORCHESTRATION
    if writes:
        return LOAD
    return EXTRACT if reads else ""


def default_layer(name: str, bases: Sequence[str], path: str, work: str, *, starts: bool) -> str:
    """Return the layer of a component.

    - `name`: the class's, "" for functions; `bases`: the names of its bases, the nearest first;
    - `path`: its file; `work`: the layer of what it does, "" where nothing is known;
    - `starts`: an entry point is its own.

    What starts a pipeline orchestrates. Of the rest the first that says something
    counts; a base that only says `BasePipeline` or `Client` says less than a name.
    """
    if starts:
        return ORCHESTRATION
    of_bases = [layer for layer in map(layer_of_name, bases) if layer]
    telling = next((layer for layer in of_bases if layer not in (ORCHESTRATION, UTILITIES)), "")
    vague = next(iter(of_bases), "")
    told = (telling, layer_of_name(name), vague, layer_of_path(path), work)
    return next((layer for layer in told if layer), UTILITIES)


def chosen_layer(layers: Mapping[str, tuple[str, ...]], names: Sequence[str], path: str) -> str:
    """Return the layer that the project's settings put a component in, "" for none.

    `names` are its own and its bases'. A pattern with a slash, or of a `.py`
    file, is a glob of files (see `sources.globs`), another one of names.
    """
    for layer, patterns in layers.items():
        files = compile_globs(tuple(p for p in patterns if "/" in p or p.endswith(".py")))
        if path and files is not None and files.match(path):
            return layer
        if any(fnmatchcase(name, pattern) for pattern in patterns for name in names):
            return layer
    return ""
