"""`jinja2`: templates of plain variables (`{{ name.part }}`); others aren't known."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.values import Args, Dict, List, Native, Unknown, Value, text_of
from pytest_etl_diagram.frontends.standard.files import path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

VARIABLE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
DOTTED = re.compile(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


class Template(Value):
    """`jinja2.Template(text)`."""

    text = "{jinja2.Template}"

    def __init__(self, source: str) -> None:
        """Take the template's text."""
        self.source = source

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `render`."""
        if name != "render":
            return super().attribute(it, name)
        return Native(name, self._render)

    def _render(self, it: Interpreter, args: Args) -> object:
        source = COMMENT.sub("", self.source)
        if "{%" in source:
            return Unknown("{jinja2.Template.render()}")
        known = Dict()
        for part in (*args.positional, args.keywords):
            known.update(part if isinstance(part, dict) else {})
        rendered = VARIABLE.sub(lambda found: _value(it, known, found.group(1)), source)
        return rendered.removesuffix("\n")


def _value(it: Interpreter, known: Dict, expression: str) -> str:
    """Return what a variable of a template shows, a placeholder where that isn't known."""
    first, *rest = expression.split(".")
    if not DOTTED.match(expression) or first not in known:
        return "{" + expression.replace("{", "").replace("}", "") + "}"
    value: object = known[first]
    for name in rest:
        value = it.item(value, name) if isinstance(value, dict) else it.attribute(value, name)
    return it.text_of(value)


class Environment(Value):
    """`jinja2.Environment(loader=FileSystemLoader(folder))`."""

    text = "{jinja2.Environment}"

    def __init__(self, folders: list[str]) -> None:
        """Take the folders that templates are looked up in."""
        self.folders = folders

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `get_template` and `from_string`."""
        if name == "get_template":
            return Native(name, self._named)
        if name == "from_string":
            return Native(name, _template)
        return super().attribute(it, name)

    def _named(self, it: Interpreter, args: Args) -> object:
        name = it.text_of(args.get(0, "name"))
        for folder in self.folders:
            path = posixpath.join(folder, name)
            content = files.read(it, path) if files.kind(it, path) == "file" else None
            if content is not None:
                return Template(content)
        return Unknown("{" + name.strip("{}") + "}")


def _template(it: Interpreter, args: Args) -> object:
    del it
    source = args.get(0, "source")
    return Template(source) if isinstance(source, str) else Unknown(text_of(source))


def _environment(it: Interpreter, args: Args) -> object:
    del it
    loader = args.keywords.get("loader")
    return Environment(loader.folders if isinstance(loader, Environment) else [])


def _folder(it: Interpreter, args: Args) -> object:
    """`FileSystemLoader(folder)`."""
    del it
    given = args.get(0, "searchpath", ".")
    return Environment([path_text(p) for p in (given if isinstance(given, List) else [given])])


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "jinja2.Template": _template,
    "jinja2.Environment": _environment,
    "jinja2.FileSystemLoader": _folder,
}
VALUES: Mapping[str, object] = {}
