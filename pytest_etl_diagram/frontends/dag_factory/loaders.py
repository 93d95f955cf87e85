"""dag-factory's loaders: `DagFactory(…).generate_dags(globals())` and `load_yaml_dags(…)`."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)
from pytest_etl_diagram.frontends.airflow.world import world
from pytest_etl_diagram.frontends.dag_factory.building import build
from pytest_etl_diagram.frontends.dag_factory.config import (
    DEFAULTS,
    Config,
    make,
    read,
    shared_defaults,
)
from pytest_etl_diagram.frontends.documents import Wrong
from pytest_etl_diagram.frontends.standard.files import path_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag

MODERN = frozenset(
    {"config_filepath", "config_dict", "defaults_config_path", "defaults_config_dict"}
)
"""Arguments that `load_yaml_dags` has in dag-factory 1.x only."""
SUFFIXES = (".yaml", ".yml")


class DagFactory(Value):
    """`DagFactory(…)` of dag-factory 0.x: one configuration; None where it couldn't be read."""

    def __init__(self, config: Config | None) -> None:
        """Take the configuration."""
        self.config = config

    @property
    def text(self) -> str:
        """Show the file."""
        return "{dagfactory(" + (self.config.source if self.config else "") + ")}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the loader's methods; `clean_dags` removes DAGs that no file has any more."""
        del it
        if name in ("generate_dags", "_generate_dags"):
            return Native(name, self._generate)
        if name == "build_dags":
            return Native(name, lambda it, _args: Dict(build_all(it, self.config)))
        if name == "get_dag_configs":
            return Native(name, lambda _it, _args: Dict(self.config.dags if self.config else {}))
        if name == "clean_dags":
            return Native(name, lambda _it, _args: None)
        if name == "register_dags":
            return Native(name, _register)
        return Unknown(inside(self.text, f".{name}"))

    def _generate(self, it: Interpreter, args: Args) -> None:
        put(it, args.get(0, "globals"), build_all(it, self.config))


def _register(it: Interpreter, args: Args) -> None:
    dags = args.get(0, "dags")
    put(it, args.get(1, "globals"), dags if isinstance(dags, dict) else {})


def put(it: Interpreter, variables: object, dags: Mapping[str, Dag]) -> None:
    """Put DAGs where Airflow finds them: into a module's variables."""
    if isinstance(variables, dict):
        variables.update(dags)
        return
    for dag in dags.values():
        world(it).register(dag)


def build_all(it: Interpreter, config: Config | None) -> dict[str, Dag]:
    """Return the DAGs of a configuration by name; one that is wrong is a problem."""
    if config is None:
        return {}
    made = {name: _build(it, config, name) for name in config.dags}
    return {name: dag for name, dag in made.items() if dag is not None}


def _build(it: Interpreter, config: Config, name: str) -> Dag | None:
    place = it.here()
    try:
        return build(it, config, name)
    except (Wrong, Raised) as error:
        it.path, it.mark = place.path, place.mark
        _refuse(it, f"{config.source}: DAG {name!r}: {error}")
        return None
    finally:
        it.path, it.mark = place.path, place.mark


def _refuse(it: Interpreter, words: str, *, fatal: bool = True) -> None:
    it.complain(f"{words}; dag-factory can't build it", fatal=fatal)


# -- configurations -----------------------------------------------------------


def factory(it: Interpreter, args: Args) -> object:
    """`DagFactory(config_filepath=None, config=None, default_args_config_path=…)`."""
    path = args.get(0, "config_filepath")
    content = args.get(1, "config", args.keywords.get("config_dict"))
    return DagFactory(_chosen(it, path, content, args, legacy=True))


def _chosen(
    it: Interpreter, path: object, content: object, args: Args, *, legacy: bool
) -> Config | None:
    """Return the configuration of a file or a dictionary, whichever is given."""
    if path is not None:
        return from_file(it, path_text(path), args, legacy=legacy)
    if isinstance(content, dict):
        return _from(it, content, _given_defaults(it, "", args), "its dictionary", legacy=legacy)
    it.complain("dag-factory's configuration isn't known; its DAGs are missing")
    return None


def from_file(
    it: Interpreter, path: str, args: Args, *, legacy: bool, scanned: bool = False
) -> Config | None:
    """Return the configuration in a YAML file, None (and a problem) where there is none.

    A file that a scan of a folder has found may be another library's: it is no
    problem that it says nothing of DAGs.
    """
    shown = files.locate(it, path) or files.shown(path)
    try:
        content = read(it, path)
        if content is None or (scanned and not _has_dags(content)):
            return None
        return make(content, _given_defaults(it, path, args), shown, legacy=legacy)
    except Wrong as error:
        _refuse(it, f"{shown}: {error}", fatal=not scanned)
        return None


def _from(
    it: Interpreter, content: object, shared: Dict, source: str, *, legacy: bool
) -> Config | None:
    try:
        return make(content, shared, source, legacy=legacy)
    except Wrong as error:
        _refuse(it, f"{source}: {error}")
        return None


def _has_dags(content: object) -> bool:
    return isinstance(content, dict) and any(
        isinstance(part, dict) and "tasks" in part for part in content.values()
    )


def _given_defaults(it: Interpreter, path: str, args: Args) -> Dict:
    """Return the defaults around a file: those given as a dictionary, or in `defaults.yml`."""
    for name in ("defaults_config_dict", "default_args_config_dict"):
        given = args.keywords.get(name)
        if isinstance(given, dict) and given:
            return Dict(given)
    root = args.keywords.get("defaults_config_path", args.keywords.get("default_args_config_path"))
    return shared_defaults(it, path, path_text(root) if root is not None else None)


def load_yaml_dags(it: Interpreter, args: Args) -> None:
    """`load_yaml_dags(globals_dict, dags_folder=…)`: a folder, a file or a dictionary."""
    variables = args.get(0, "globals_dict")
    legacy = MODERN.isdisjoint(args.keywords)
    path, content = (args.keywords.get(n) for n in ("config_filepath", "config_dict"))
    if path is not None or content is not None:
        put(it, variables, build_all(it, _chosen(it, path, content, args, legacy=legacy)))
        return
    folder = args.get(1, "dags_folder")
    start = path_text(folder) if folder is not None else _dags_folder(it)
    if files.kind(it, start) != "folder":
        it.complain(
            f"{files.shown(start)}, where dag-factory looks for DAGs, isn't in the repository"
        )
        return
    for found in _scanned(it, start, args.keywords.get("suffix")):
        config = from_file(it, found, args, legacy=legacy, scanned=True)
        put(it, variables, build_all(it, config))


def _scanned(it: Interpreter, folder: str, suffix: object) -> list[str]:
    """Return the files below a folder that end as DAG files do."""
    ends = [text_of(s) for s in suffix] if isinstance(suffix, (list, tuple)) else SUFFIXES
    found = (path for end in ends for path in files.matching(it, folder, f"**/*{end}"))
    return [path for path in found if posixpath.basename(path) not in DEFAULTS]


def _dags_folder(it: Interpreter) -> str:
    """Return Airflow's DAGs folder: `dags` around the file or at the root, else its own."""
    parts = posixpath.dirname(it.path).split("/")
    if "dags" in parts:
        return f"{VIRTUAL_ROOT}/{'/'.join(parts[: parts.index('dags') + 1])}"
    usual = f"{VIRTUAL_ROOT}/dags"
    own = f"{VIRTUAL_ROOT}/{posixpath.dirname(it.path)}"
    return usual if files.kind(it, usual) == "folder" else own.rstrip("/")
