"""Which arguments and attributes are architecture: tables, topics, modes, sizes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Unknown,
    Value,
    text_of,
)
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.flows.naming import is_secret
from pytest_etl_diagram.flows.values import Product, is_open
from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_etl_diagram.evaluate.values import Args
    from pytest_etl_diagram.model import Fact

ARCHITECTURE = (
    "query sql statement table table_name target_table source_table dest_table schema database "
    "dataset collection topic topics queue stream bucket prefix path file_path filename url "
    "endpoint base_url mode write_mode load_mode if_exists write_disposition keys key_columns "
    "primary_key primary_keys unique_key merge_keys partition_by partition_cols partitions "
    "batch_size chunk_size chunksize page_size block_size blocksize n_workers workers "
    "num_workers max_workers processes n_jobs concurrency max_concurrency group_id "
    "dead_letter_topic dlq_topic source_topic target_topic timeout required unique how on "
    "threshold min_rows max_null_share severity level"
).split()
"""Names of parameters and attributes whose values a drawing shows, in the order to show."""

SAME = {
    "on": "join_on",
    "if_exists": "mode",
    "key_columns": "keys",
    "load_mode": "mode",
    "max_workers": "workers",
    "merge_keys": "keys",
    "n_jobs": "workers",
    "n_workers": "workers",
    "num_workers": "workers",
    "primary_key": "keys",
    "primary_keys": "keys",
    "processes": "workers",
    "sql": "query",
    "statement": "query",
    "table_name": "table",
    "unique_key": "keys",
    "write_disposition": "mode",
    "write_mode": "mode",
}
"""Names under which a setting is shown together with its like."""

LONGEST = 120
"""A longer value is cut, and a hash of the whole put behind it: any change shows."""


def argument_facts(function: FunctionValue, args: Args, receiver: object) -> tuple[Fact, ...]:
    """Return the facts of a call: of its arguments, and of the object it is made on."""
    given = dict(_given(function, args))
    if isinstance(receiver, Instance):
        given = {**dict(_settings_of(receiver)), **given}
    return _chosen(given)


def checked_facts(args: Args, names: Sequence[str] = ()) -> tuple[Fact, ...]:
    """Return what a check is given, all of it that is plain: which columns, which limits.

    `names` are those of its parameters by position, where they are known.
    """
    found: dict[str, str] = {}
    unnamed: list[object] = []
    for index, value in enumerate(args.positional):
        if is_plain(value) and not is_secret("".join(names[index : index + 1])):
            if index < len(names):
                found[names[index]] = digest(shown(value))
            else:
                unnamed.append(value)
    given = ((k, v) for k, v in args.keywords.items() if is_plain(v) and not is_secret(k))
    found.update({name: digest(shown(value)) for name, value in given})
    own = (("arguments", digest(shown(unnamed))),) if unnamed else ()
    return (*found.items(), *own)


def is_plain(value: object) -> bool:
    """Tell whether a value is a text, a number, or a collection of such."""
    weight_of(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return bool(value) and all(is_plain(item) for item in value)
    if isinstance(value, dict):
        return bool(value) and all(is_plain(item) for item in value.values())
    return isinstance(value, (str, int, float)) and value != ""


def keyword_facts(name: str, args: Args) -> tuple[Fact, ...]:
    """Return the facts of a call of something that isn't read: its parameters' names are unknown.

    Arguments by position that are texts, or lists of texts, are shown as such.
    """
    texts = [
        value
        for value in args.positional
        if isinstance(value, str)
        or (isinstance(value, (list, tuple)) and value and all(isinstance(v, str) for v in value))
    ]
    own = (("arguments", digest(shown(texts))),) if texts and not is_secret(name) else ()
    return (*_chosen(args.keywords), *own)


def _chosen(given: Mapping[str, object]) -> tuple[Fact, ...]:
    """Return what of some named values is architecture, in the order to show."""
    found: dict[str, str] = {}
    for name in ARCHITECTURE:
        if name in given:
            for key, value in _facts(SAME.get(name, name), given[name]):
                found.setdefault(key, value)
    return tuple(found.items())


def parameter_names(function: FunctionValue) -> list[str]:
    """Return the names of a function's parameters by position, without a method's first."""
    names = [p.name for p in function.node.params if p.kind in ("pos", "any")]
    return names[1:] if function.owner is not None else names


def _given(function: FunctionValue, args: Args) -> Iterator[tuple[str, object]]:
    yield from zip(parameter_names(function), args.positional, strict=False)
    yield from args.keywords.items()


def _settings_of(receiver: Instance) -> Iterator[tuple[str, object]]:
    """Yield what an object was made with, as far as it is plain."""
    for name, value in receiver.attrs.items():
        if not isinstance(value, Value) or isinstance(value, Instance):
            yield name.lstrip("_"), value


def _facts(name: str, value: object) -> Iterator[Fact]:
    """Yield what a value of a setting shows; an object that describes a table shows its parts."""
    if isinstance(value, Instance):
        yield from _described(name, value)
        return
    if isinstance(value, Product):
        value = value.default
    elif is_open(value):
        return
    if value is None or value in ("", (), []) or isinstance(value, (bool, ClassValue)):
        return
    if isinstance(value, Unknown) and not value.text.startswith(("{env:", "{var:")):
        return
    yield name, digest(shown(value))


def _described(name: str, value: Instance) -> Iterator[Fact]:
    own = value.attrs.get("name")
    if isinstance(own, str) and own:
        yield name, digest(own)
    for key in ("keys", "primary_key", "primary_keys", "mode", "schema"):
        part = value.attrs.get(key)
        if part is not None and not isinstance(part, Value):
            yield SAME.get(key, key), digest(shown(part))


def shown(value: object) -> str:
    """Return a value on one line; names in a list stand side by side."""
    weight_of(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    return " ".join(text_of(value).split())


def digest(text: str) -> str:
    """Return a value, a long one masked and cut, with a hash of all of it."""
    if len(text) <= LONGEST:
        return text
    text = mask(text)
    if len(text) <= LONGEST:
        return text
    code = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{text[: LONGEST - 10]}… ({code})"
