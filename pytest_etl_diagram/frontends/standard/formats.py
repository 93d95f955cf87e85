"""JSON, YAML, TOML and CSV files as values."""

from __future__ import annotations

import csv
import io
import json
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.conversion import adopt
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised
from pytest_etl_diagram.evaluate.values import Args, Dict, List, Unknown, text_of
from pytest_etl_diagram.frontends.standard.files import OpenFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_PARTS = 200_000  # parts of a document with its aliases written out
MAX_DEPTH = 100  # deeper than any real document


def load_yaml(text: str) -> object:
    """Return the first document of a YAML text as values; raises Raised where it is none."""
    from pytest_etl_diagram.frontends.standard.yaml_texts import first_document  # noqa: PLC0415

    return _checked(lambda: first_document(text))


def _load_all_yaml(text: str) -> object:
    from pytest_etl_diagram.frontends.standard.yaml_texts import documents  # noqa: PLC0415

    return _checked(lambda: documents(text))


def _checked(load: Callable[[], object]) -> object:
    try:
        document = load()
    except (ValueError, RecursionError) as error:
        raise Raised(
            ("YAMLError", "ValueError", "Exception"), " ".join(str(error).split())
        ) from error
    if not fits(document, parts):
        raise Exhausted(f"a document of over {MAX_PARTS:,} parts")
    return adopt(document)


def parts(value: object) -> Iterable[object]:
    """Return what a part of a document consists of."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def fits(document: object, parts_of: Callable[[object], Iterable[object]]) -> bool:
    """Tell whether a document, with its aliases written out, is within MAX_PARTS and MAX_DEPTH.

    False for one that aliases blow up, and for one that contains itself.
    """
    waiting = [(document, 0)]
    for count in range(MAX_PARTS):
        if not waiting:
            return True
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return False
        room = MAX_PARTS - count
        waiting += ((part, depth + 1) for part in islice(parts_of(value), room))
    return not waiting


def load_json(text: str) -> object:
    """Return what a JSON text says."""
    try:
        return adopt(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Raised(("JSONDecodeError", "ValueError", "Exception"), str(error)) from error


def _load_toml(text: str) -> object:
    if sys.version_info < (3, 11):
        return Unknown("{toml}")  # Python 3.10 has no TOML reader
    import tomllib  # noqa: PLC0415  not in every supported Python

    try:
        return adopt(tomllib.loads(text))
    except ValueError as error:
        raise Raised(("TOMLDecodeError", "ValueError", "Exception"), str(error)) from error


def source_text(source: object) -> str | None:
    """Return the text of a file or text argument, None where it isn't known."""
    if isinstance(source, OpenFile):
        return source.read()
    if isinstance(source, bytes):
        return source.decode("utf-8", "replace")
    return source if isinstance(source, str) else None


def _loader(load: Callable[[str], object]) -> Callable[[Interpreter, Args], object]:
    def model(it: Interpreter, args: Args) -> object:
        del it
        source = args.get(0, "stream", args.keywords.get("fp"))
        text = source_text(source)
        return Unknown(text_of(source)) if text is None else load(text)

    return model


def _rows(*, named: bool) -> Callable[[Interpreter, Args], object]:
    def model(it: Interpreter, args: Args) -> object:
        source = args.get(0, "csvfile")
        if isinstance(source, Unknown):
            return Unknown(source.text)
        lines = [it.text_of(line) for line in it.items(source)]
        settings: dict[str, Any] = {
            k: v for k, v in args.keywords.items() if k in ("delimiter", "quotechar", "fieldnames")
        }
        reader = csv.DictReader if named else csv.reader
        try:
            return List(_row(row) for row in reader(io.StringIO("".join(lines)), **settings))
        except (csv.Error, TypeError) as error:
            raise Raised(("Error", "Exception"), str(error)) from error

    return model


def _row(row: Any) -> object:  # noqa: ANN401  a dict or a list of texts
    return Dict(row) if isinstance(row, dict) else List(row)


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "json.load": _loader(load_json),
    "yaml.safe_load": _loader(load_yaml),
    "yaml.load": _loader(load_yaml),
    "yaml.full_load": _loader(load_yaml),
    "yaml.safe_load_all": _loader(_load_all_yaml),
    "yaml.load_all": _loader(_load_all_yaml),
    "tomllib.load": _loader(_load_toml),
    "tomllib.loads": _loader(_load_toml),
    "toml.load": _loader(_load_toml),
    "toml.loads": _loader(_load_toml),
    "tomli.load": _loader(_load_toml),
    "csv.reader": _rows(named=False),
    "csv.DictReader": _rows(named=True),
}
VALUES: Mapping[str, object] = {}
