"""What dbt's templates know: `ref`, `source`, `config`, `var`, and the project's macros.

Names that are not here (`execute`, `this`, `adapter.get_relation`, a package's macros) are only
known to a run: their values stay unknown, and both sides of a condition on them are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.finding import below
from pytest_etl_diagram.declarations.dbt.values import Setting, Use, plain, words
from pytest_etl_diagram.declarations.jinja import JinjaError, parse_template, tree
from pytest_etl_diagram.declarations.jinja.running import Run
from pytest_etl_diagram.declarations.jinja.values import (
    MacroValue,
    Members,
    Scope,
    Unknown,
    choice,
    options_of,
    unknown,
)
from pytest_etl_diagram.documents.tree import mapping
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.masking.names import is_secret_name
from pytest_etl_diagram.model import Place, Problem

if TYPE_CHECKING:
    from pytest_etl_diagram.declarations.dbt.project import Project
    from pytest_etl_diagram.declarations.dbt.values import Settings
    from pytest_etl_diagram.declarations.jinja.values import Given
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree

SQL = (".sql",)
_DEFINED = re.compile(r"\{%[-+]?\s*macro\s+([^\W\d]\w*)")
_ADDITIVE = frozenset({"pre_hook", "post_hook", "tags"})


@dataclass(frozen=True, slots=True)
class Relation:
    """What `ref` and `source` give: a table, of whose name nothing more is known."""

    name: str

    def __str__(self) -> str:
        """Show the resource."""
        return "{ref:" + self.name + "}"


@dataclass(slots=True)
class Collected:
    """What the evaluation of one resource's template came across."""

    path: str
    uses: list[Use] = field(default_factory=list)
    settings: Settings = field(default_factory=dict)


class Macros:
    """The macros of a project, each file of which is parsed when one of its macros is called."""

    def __init__(self, files: Files, project: Project) -> None:
        """Find the names of all macros."""
        self._files = files
        self._problems = project.problems
        self._paths: dict[str, str] = {}
        self._made: dict[str, dict[str, MacroValue]] = {}
        for folder in (*project.paths["macro"], *project.paths["test"]):
            for path in below(files, folder, SQL):
                self._index(project, path)

    def _index(self, project: Project, path: str) -> None:
        try:
            names = _DEFINED.findall(self._files.text(path))
        except SourceError as error:
            self._problems.append(Problem(error.path, error.line, error.message))
            return
        if names:
            project.dependencies.append(path)
        for name in names:
            self._paths.setdefault(name, path)

    def find(self, name: str) -> MacroValue | None:
        """Return a macro by its name, None where the project has none."""
        path = self._paths.get(name)
        if path is None:
            return None
        if path not in self._made:
            self._made[path] = self._load(path)
        return self._made[path].get(name)

    def get(self, name: str, default: object, /) -> object:
        """Return a macro that is called by the project's name: `my_project.my_macro()`."""
        found = self.find(name)
        return default if found is None else found

    def _load(self, path: str) -> dict[str, MacroValue]:
        try:
            body = parse_template(self._files.text(path))
        except JinjaError as error:
            words = f"isn't Jinja: {error.message}; its macros are taken as unknown"
            self._problems.append(Problem(path, error.line, words, fatal=False))
            return {}
        scope = Scope()
        return {s.name: MacroValue(s, scope) for s in body if isinstance(s, tree.Macro)}


class Context:
    """The surroundings of a project's templates: `collected` is what is being looked at."""

    def __init__(self, project: Project, macros: Macros) -> None:
        """Take the project and its macros."""
        self._project = project
        self._macros = macros
        self.collected = Collected("")
        self._asked: set[str] = set()
        self._names: dict[str, object] = {
            "ref": self._ref,
            "source": self._source,
            "config": Members("config", {"get": self._config_get}, self._config),
            "var": Members("var", {"has_var": self._has_var}, self._var),
            "env_var": _env_var,
            "adapter": Members("adapter", {"dispatch": self._dispatch}),
            "target": Members("target", {"type": project.adapter} if project.adapter else {}),
            "log": _silent,
            "print": _silent,
            project.name: Members(project.name, macros),
        }
        self._yaml_names = {n: v for n, v in self._names.items() if n != project.name}
        self._names["builtins"] = Members("builtins", dict(self._names))
        self._names["context"] = Members("context", dict(self._names))

    def run(self) -> Run:
        """Return a new evaluation."""
        return Run(self._names, self._macros.find)

    def render(self, text: str, line: int, path: str) -> object:
        """Return the value of a text in YAML, where dbt knows no macros of the project.

        One that isn't Jinja stays as it is and is reported.
        """
        if "{{" not in text and "{%" not in text:
            return text
        self.collected = Collected(path)
        try:
            return _value(Run(self._yaml_names), parse_template(text, line))
        except JinjaError as error:
            words = f"isn't Jinja: {error.message}"
            self._project.problems.append(Problem(path, error.line, words, fatal=False))
            return text

    # -- what templates call --------------------------------------------------

    def _ref(self, given: Given) -> object:
        named = [value for value in given.positional if value is not None]
        version = given.named.get("v", given.named.get("version"))
        package, name = (named[0], named[1]) if len(named) > 1 else ("", named[0] if named else "")
        return self._used("ref", (package, name), given, "" if version is None else words(version))

    def _source(self, given: Given) -> object:
        return self._used(
            "source", (given.get(0, "source_name", ""), given.get(1, "table_name", "")), given
        )

    def _used(
        self, kind: str, names: tuple[object, object], given: Given, version: str = ""
    ) -> object:
        made: list[object] = []
        place = Place(self.collected.path, line=given.line)
        firsts, seconds = (options_of(name) for name in names)
        uncertain = given.uncertain or len(firsts) * len(seconds) > 1
        for first in firsts:
            for second in seconds:
                both = (words(first), words(second))
                is_unknown = any(isinstance(n, Unknown) for n in (first, second)) or not both[1]
                use = Use(kind, both, place, version, is_unknown, uncertain)
                self.collected.uses.append(use)
                made.append(Relation(".".join(part for part in both if part)))
        return choice(made)

    def _config(self, given: Given) -> object:
        """`config(a=1)` or `config({"a": 1})`; later calls win, hooks and tags add up."""
        known = self.collected.settings
        values: list[tuple[str, object, int]] = []
        for mapped in given.positional:
            if isinstance(mapped, dict):
                values += [(str(name), value, given.line) for name, value in mapped.items()]
        values += [(n, v, given.lines.get(n, given.line)) for n, v in given.named.items()]
        for raw, value, line in values:
            name = raw.replace("-", "_")
            merged = _merged(name, known.get(name), value, uncertain=given.uncertain)
            known[name] = Setting(merged, Place(self.collected.path, line=line))
        return ""

    def _config_get(self, given: Given) -> object:
        known = self.collected.settings.get(words(given.get(0, "name", "")))
        return (
            unknown(f"config.get('{words(given.get(0, 'name'))}')")
            if known is None
            else known.value
        )

    def _var(self, given: Given) -> object:
        name = words(given.get(0, "name", ""))
        if is_secret_name(name):
            return Unknown("{var:" + name + "}")
        found = self.variable(name)
        if found is not None:
            return plain(found, lambda text, _: self._variable(name, text, given))
        default = given.get(1, "default")
        return Unknown("{var:" + name + "}") if default is None else default

    def _variable(self, name: str, text: str, given: Given) -> object:
        """Return a variable's text as dbt does: Jinja in it belongs to whoever asks for it."""
        if name in self._asked or ("{{" not in text and "{%" not in text):
            return text
        self._asked.add(name)
        try:
            body = parse_template(text, given.line)
            run = self.run()
            run.uncertain = int(given.uncertain)
            return _value(run, body)
        except JinjaError:
            return text
        finally:
            self._asked.remove(name)

    def variable(self, name: str) -> Tree | None:
        """Return the tree of a variable: the project's own go before those for all packages.

        In dbt_project.yml itself dbt only knows variables of the command line, so none here.
        """
        if self.collected.path == self._project.source:
            return None
        own = mapping(self._project.variables.get(self._project.name)).get(name)
        return own if own is not None else self._project.variables.get(name)

    def _has_var(self, given: Given) -> object:
        name = words(given.get(0, "name", ""))
        return True if self.variable(name) is not None else unknown(f"var.has_var('{name}')")

    def _dispatch(self, given: Given) -> object:
        """`adapter.dispatch('name')`: the project's macro for its adapter, or for any."""
        name = words(given.get(0, "macro_name", ""))
        for prefix in filter(None, (self._project.adapter, "default")):
            found = self._macros.find(f"{prefix}__{name}")
            if found is not None:
                return found
        return unknown(f"adapter.dispatch('{name}')")


def _value(run: Run, body: tree.Body) -> object:
    """Return what a template gives: a value of any type where it is a single expression."""
    if len(body) == 1 and isinstance(body[0], tree.Output):
        return run.eval(body[0].value, Scope())
    return run.run(body, Scope())


def _merged(name: str, before: Setting | None, value: object, *, uncertain: bool) -> object:
    """Return the value of a setting that may have been set before."""
    if before is None:
        return value
    if name in _ADDITIVE:
        return [*_listed(before.value), *_listed(value)]
    return choice([before.value, value]) if uncertain else value


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _silent(given: Given) -> object:
    del given
    return ""


def _env_var(given: Given) -> object:
    name = words(given.get(0, "var", ""))
    default = given.get(1, "default")
    is_known = default is not None and not is_secret_name(name)
    return default if is_known else Unknown("{env:" + name + "}")
