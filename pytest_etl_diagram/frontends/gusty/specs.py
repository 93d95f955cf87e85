"""gusty's task files: YAML, or YAML in front of (or in a comment of) other code."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.values import Args, Dict, text_of
from pytest_etl_diagram.frontends.documents import Wrong, callable_of, load_document
from pytest_etl_diagram.frontends.gusty.tags import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

PYTHON_OPERATOR = "airflow.operators.python.PythonOperator"
_BOUNDARY = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_COMMENT = re.compile(r"/\*([\S\s]*?)\*/$", re.MULTILINE)
_PYTHON_HEADER = re.compile(
    r"\A(?:#!.*\n|\s*\n)*# ---[^\n]*\n(.*?)^# ---", re.DOTALL | re.MULTILINE
)


def read_specs(
    it: Interpreter, path: str, functions: Mapping[str, object], hooks: Mapping[str, object]
) -> list[Dict]:
    """Return what a task file says: one task, or several where it has `multi_task_spec`.

    May raise Wrong; its message doesn't name the file.
    """
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    text = files.read(it, path)
    if text is None:
        return []
    if suffix in hooks:
        found = it.call(hooks[suffix], Args([path]))
    else:
        found = value_of(it, PARSERS[suffix](text), functions)
    if not isinstance(found, dict):
        raise Wrong("holds no mapping")
    spec = Dict(found)
    if suffix == ".py":
        _callables(it, spec, path)
    if "operator" not in spec:
        raise Wrong("names no operator")
    spec["task_id"] = stem.lower().strip()
    if spec["task_id"] == "all":
        raise Wrong("a task can't be called 'all'")
    names = spec.get("dependencies", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Wrong("its dependencies are no list of names")
    spec["file_path"] = path
    return _several(it, spec)


def _several(it: Interpreter, spec: Dict) -> list[Dict]:
    """Return a spec for each task of `multi_task_spec` and `python_callable_partials`."""
    rows = spec.pop("multi_task_spec", None)
    partials = spec.pop("python_callable_partials", None)
    several: dict[str, dict[str, Any]] = {}
    for task_id, row in (rows if isinstance(rows, dict) else {}).items():
        several[text_of(task_id)] = dict(row) if isinstance(row, dict) else {}
    function = spec.get("python_callable")
    if function is not None and isinstance(partials, dict):
        model = it.library.resolve("functools.partial")
        for task_id, row in partials.items():
            fixed = Dict(row if isinstance(row, dict) else {})
            made = it.call(model, Args([function], fixed))
            several.setdefault(text_of(task_id), {})["python_callable"] = made
    if not several:
        return [spec]
    return [_updated(Dict({**spec, "task_id": name}), row) for name, row in several.items()]


def _updated(base: Dict, more: Mapping[str, object]) -> Dict:
    """Return a spec with another laid over it, deeply."""
    result = Dict(base)
    for key, value in more.items():
        below = result.get(key)
        inner = Dict(below if isinstance(below, dict) else {})
        result[key] = _updated(inner, value) if isinstance(value, dict) else value
    return result


def _callables(it: Interpreter, spec: Dict, path: str) -> None:
    """Put the functions of a Python file for their names."""
    extra = spec.pop("extra_callables", None)
    named = {"python_callable": spec.get("python_callable")}
    named.update(extra if isinstance(extra, dict) else {})
    for argument, name in named.items():
        if name is not None:
            spec[argument] = callable_of(it, path, name)


# -- parsers ------------------------------------------------------------------


def _yaml(text: str) -> object:
    return load_document(text)


def _front(text: str) -> object:
    """Read what stands between two lines of dashes at the top."""
    if not text.startswith("---"):
        return load_document(text)
    return load_document([*_BOUNDARY.split(text, 2), ""][1])


def _python(text: str) -> object:
    """Read the comment block between two lines `# ---`; without it, the file is the task."""
    found = _PYTHON_HEADER.match(text)
    lines = found.group(1).splitlines() if found else []
    content = load_document("\n".join(re.sub(r"^# ?", "", line) for line in lines))
    return {"operator": PYTHON_OPERATOR, **(content if isinstance(content, dict) else {})}


def _notebook(text: str) -> object:
    """Read the first Markdown cell of a notebook that is a block of YAML."""
    try:
        cells = json.loads(text)["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Wrong("is no notebook") from error
    block = next((s for s in sources if s.startswith(("```yaml", "```yml"))), None)
    if block is None:
        raise Wrong("has no cell with a yaml block")
    return load_document(re.sub(r"```(yaml|yml)?", "", block))


def _sql(text: str) -> object:
    """Read the metadata above a query: between dashes, or in a comment."""
    found = _COMMENT.match(text)
    if text.startswith("/*") and found is not None:
        content, query = load_document(found.group(1)), text.partition("*/")[2]
    else:
        content, query = _front(text), [*_BOUNDARY.split(text, 2), "", ""][2]
    return {**content, "sql": query.strip("\n")} if isinstance(content, dict) else content


PARSERS: Mapping[str, Callable[[str], object]] = {
    ".yml": _yaml,
    ".yaml": _yaml,
    ".Rmd": _front,
    ".py": _python,
    ".ipynb": _notebook,
    ".sql": _sql,
}
"""Suffix → reader of its metadata (`gusty.parsing.default_parsers`)."""
