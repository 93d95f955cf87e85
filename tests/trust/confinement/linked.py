"""Projects with links, and plain paths, that lead out of the root folder; and what is told of them."""

# ruff: noqa: E501 -- files in strings

from __future__ import annotations

from .building import CONF, FOLDER_OUT, LEADS_OUT, SHARED, Case, reading

CASES = {
    "a pipeline": Case(
        links=(("dags/linked.py", "../../outside/dag.py"),),
        told=f"dags/linked.py: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "an absolute link": Case(
        links=(("dags/linked.py", "OUTSIDE/dag.py"),),
        told=f"dags/linked.py: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "a chain": Case(
        links=(("dags/linked.py", "../one"), ("one", "two"), ("two", "../outside/dag.py")),
        told=f"dags/linked.py: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "a link through a folder and back out": Case(
        files=(("data/x.txt", ""),),
        links=(("dags/here", "../data"), ("dags/linked.py", "here/../../outside/dag.py")),
        told=f"dags/linked.py: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "a folder": Case(
        reading("x = 'x'"), SHARED, f"dags/shared: can't be read: {FOLDER_OUT}"
    ),
    "a folder above": Case(
        reading("x = 'x'"), (("dags/up", "../.."),), f"dags/up: can't be read: {FOLDER_OUT}"
    ),
    "a link into a folder that is a link": Case(
        links=(*SHARED, ("dags/linked.py", "shared/dag.py")),
        told=f"dags/linked.py: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "a link that leads nowhere": Case(
        links=(("dags/linked.py", "absent.py"),),
        told="dags/linked.py: can't be read: is a link that leads nowhere",
        status=1,
    ),
    "a file of pipelines": Case(
        reading("x = 'x'"),
        links=(("config/pipelines.yml", "../../outside/pipelines.yml"),),
        told=f"config/pipelines.yml: can't be read: {LEADS_OUT}",
    ),
    "a file of Compose": Case(
        links=(("docker-compose.yml", "../outside/compose.yml"),),
        told=f"docker-compose.yml: can't be read: {LEADS_OUT}",
        status=1,
    ),
    "the packaging of a project": Case(
        files=(("pytest.ini", "[pytest]\n"), *reading("x = 'x'")),
        links=(("pyproject.toml", "../outside/project.toml"),),
        told=f"pyproject.toml: can't be read: {LEADS_OUT}",
    ),
    "open": Case(reading("x = open('dags/conf.yml').read()"), CONF, "dags/own.py:3: reads"),
    "open by an absolute path": Case(reading("x = open('OUTSIDE/conf.yml').read()")),
    "open above": Case(reading("x = open('../outside/conf.yml').read()")),
    "open of a link to a folder": Case(
        reading("x = open('dags/shared/conf.yml').read()"), SHARED, f"dags/shared {FOLDER_OUT}"
    ),
    "pathlib": Case(
        reading("from pathlib import Path\nx = (Path(__file__).parent / 'conf.yml').read_text()"),
        CONF,
        "dags/own.py:4: reads",
    ),
    "pathlib above": Case(
        reading(
            "from pathlib import Path\n"
            "x = (Path(__file__).resolve().parents[2] / 'outside' / 'conf.yml').read_text()"
        ),
        told="dags/own.py:4",
    ),
    "yaml": Case(
        reading("import yaml\nx = yaml.safe_load(open('dags/conf.yml'))['name']"),
        CONF,
        "dags/own.py:4: reads",
    ),
    "os.listdir": Case(
        reading("import os\nx = os.listdir('dags/shared')"), SHARED, "dags/own.py:4: lists"
    ),
    "os.walk": Case(reading("import os\nx = list(os.walk('dags'))"), SHARED),
    "os.walk of a link to a folder": Case(
        reading("import os\nx = list(os.walk('dags/shared'))"), SHARED, "dags/own.py:4: lists"
    ),
    "pathlib's glob": Case(
        reading("from pathlib import Path\nx = list(Path('/etc').glob('*.conf'))"),
        told="dags/own.py:4: lists /etc, which isn't in the repository",
    ),
    "os.scandir": Case(
        reading("import os\nx = [e.name for e in os.scandir('dags/shared')]"), SHARED,
        "dags/own.py:4: lists",
    ),
    "glob": Case(
        reading("import glob\nx = [open(f).read() for f in glob.glob('dags/**/*.yml')]"), SHARED
    ),
    "glob above": Case(
        reading("import glob\nx = glob.glob('../outside/*')"),
        told="dags/own.py:4: lists ../outside, which isn't in the repository",
    ),
    "glob of a link to a folder": Case(
        reading("import glob\nx = glob.glob('dags/shared/*.yml')"), SHARED, "dags/own.py:4: lists"
    ),
    "configparser": Case(
        reading("import configparser\nx = configparser.ConfigParser()\nx.read('dags/conf.yml')"),
        CONF,
    ),
    "an import": Case(
        reading("from shared.helpers import NAMES as x"), SHARED, "dags/own.py:3: imports shared.helpers"
    ),
    "an import from beside the paths to look in": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_paths = dags\n"),
         *reading("from shared.helpers import NAMES as x")),
        (("shared", "../outside/shared"),),
        f"dags/own.py:3: imports shared.helpers, but shared {FOLDER_OUT}",
    ),
    "an import of a link": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_paths = dags\n"), *reading("import helpers as x")),
        (("helpers.py", "../outside/shared/helpers.py"),),
        f"dags/own.py:3: imports helpers, but helpers.py {LEADS_OUT}",
    ),
    "an import of a part of a package": Case(
        (("dags/libs/__init__.py", ""), *reading("from libs.shared.helpers import NAMES as x")),
        (("dags/libs/shared", "../../../outside/shared"),),
        f"dags/own.py:3: imports libs.shared.helpers, but dags/libs/shared {FOLDER_OUT}",
    ),
    "a relative import of a link": Case(
        (("dags/__init__.py", ""), *reading("from .shared.helpers import NAMES as x")), SHARED,
        f"dags/own.py:3: imports dags.shared.helpers, but dags/shared {FOLDER_OUT}",
    ),
    "an import from a path": Case(
        reading("import sys\nsys.path.insert(0, 'OUTSIDE')\nfrom shared.helpers import NAMES as x")
    ),
    "a relative import": Case(
        (("dags/__init__.py", ""), *reading("from ...outside.shared.helpers import NAMES as x")),
    ),
    "what Compose includes": Case(
        (("docker-compose.yml", "include: [../outside/compose.yml]\nservices: {a: {image: x}}\n"),),
        told="docker-compose.yml:1: `../outside/compose.yml` is included and isn't a file of the project",
        status=None,
    ),
    "what Compose extends": Case(
        (("docker-compose.yml", "services:\n  a:\n    extends: {file: linked.yml, service: b}\n"),),
        (("linked.yml", "../outside/compose.yml"),),
        f"extends `b` of `linked.yml`, but linked.yml {LEADS_OUT}",
        status=None,
    ),
    "a link that Compose includes": Case(
        (("docker-compose.yml", "include: [linked.yml]\nservices: {a: {image: x}}\n"),),
        (("linked.yml", "../outside/compose.yml"),),
        f"`linked.yml` is included, but linked.yml {LEADS_OUT}",
        status=None,
    ),
    "an environment of Compose": Case(
        (("docker-compose.yml", "services: {a: {image: x, env_file: [linked.env, ../outside/secret.env]}}\n"),),
        (("linked.env", "../outside/secret.env"), (".env", "../outside/secret.env")),
        f"an env file isn't read: linked.env {LEADS_OUT}",
        status=None,
    ),
    "a Dockerfile of Compose": Case(
        (("docker-compose.yml", "services: {a: {build: {context: ../outside, dockerfile: dag.py}}}\n"),),
        status=None,
    ),
    "a resource of Kustomize": Case(
        (("k8s/kustomization.yaml", "resources: [../../outside/manifest.yaml, linked.yaml]\n"),),
        (("k8s/linked.yaml", "../../outside/manifest.yaml"),),
        f"kustomization.yaml:1: k8s/linked.yaml {LEADS_OUT}",
        status=None,
    ),
    "models of dbt": Case(
        (("dbt_project.yml", "name: x\nversion: '1'\nmodel-paths: [models, ../outside, linked]\n"),
         ("models/a.sql", "select 1\n")),
        (("models/b.sql", "../../outside/model.sql"), ("linked", "../outside")),
        f"models/b.sql: can't be read: {LEADS_OUT}",
        status=None,
    ),
    "an include of Meltano": Case(
        (("meltano.yml", "version: 1\ninclude_paths: [../outside/*.yml, linked.yml]\n"),),
        (("linked.yml", "../outside/plugins.yml"),),
        status=None,
    ),
    "a snapshot": Case(
        reading("x = 'x'"),
        (("__etl_diagrams__/dags/gone.py/dag.x.md", "../../../../outside/snapshot.md"),),
        status=None,
    ),
    "the snapshot of a pipeline": Case(
        reading("x = 'x'"),
        (("__etl_diagrams__/dags/own.py/dag.own.md", "../../../../outside/snapshot.md"),),
        status=None,
    ),
    "folders of snapshots": Case(
        reading("x = 'x'"), (("__etl_diagrams__/dags", "../../outside"),), status=None
    ),
    "the folder of the snapshots of what can't be read": Case(
        (("tool.py", "if __name__ == '__main__':\n    print 'of another Python'\n"),),
        (("__etl_diagrams__/tool.py", "../../outside"),),
        "tool.py:2",
        status=None,
    ),
    "the folder of the snapshots": Case(
        reading("x = 'x'"), (("__etl_diagrams__", "../outside"),),
        "etl_diagrams_dir: '__etl_diagrams__' is, or lies behind, a link", 4,
    ),
    "a path to look in": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_paths = linked\n"),), (("linked", "../outside"),),
        "etl_diagrams_paths: 'linked' is, or lies behind, a link", 4,
    ),
    "a root of a project": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_roots = linked\n"),), (("linked", "../outside"),),
        "etl_diagrams_roots: 'linked' is, or lies behind, a link", 4,
    ),
    "an entry point": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_entry_points = linked.py::run\n"),),
        (("linked.py", "../outside/shared/helpers.py"),),
        "lies behind a link that leads out of", 4,
    ),
}  # fmt: skip


BOTH = """import yaml
from helpers import NAMES
x = yaml.safe_load(open('dags/x.yml'))['name'] + NAMES[0]"""
FINE = {
    "links inside": Case(
        (("libs/helpers.py", "NAMES = ['inside']\n"), ("conf/x.yml", "name: inside\n"),
         *reading(BOTH)),
        (("dags/helpers.py", "../libs/helpers.py"), ("dags/x.yml", "../conf/x.yml"),
         ("dags/again", "../dags"), ("other.py", "dags/own.py")),
    ),
    "links that are excluded": Case(
        (("pytest.ini", "[pytest]\netl_diagrams_exclude = linked.py shared .env\n"),
         ("docker-compose.yml", "services: {a: {image: x}}\n"), *reading("x = 'x'")),
        (("dags/linked.py", "../../outside/dag.py"), (".env", "../outside/secret.env"), *SHARED),
    ),
}  # fmt: skip
