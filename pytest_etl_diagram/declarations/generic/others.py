"""Files that are of another kind, whatever words of pipelines they hold."""

from __future__ import annotations

from pytest_etl_diagram.declarations.generic.words import snake, words_of
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar

_MARKS: tuple[tuple[str, ...], ...] = (
    ("openapi",),
    ("swagger",),
    ("asyncapi",),
    ("runs_on",),
    ("on", "jobs"),  # GitHub Actions
    ("true", "jobs"),  # `on` by YAML 1.1
    ("runs", "inputs"),  # a GitHub action
    ("runs", "name"),
    ("image", "pipelines"),  # Bitbucket
    ("pool", "steps"),  # Azure DevOps
    ("pool", "stages"),
    ("trigger", "pool"),
    ("vm_image",),
    ("aws_template_format_version",),
    ("awstemplate_format_version",),
    ("resources", "outputs"),  # CloudFormation, SAM, Deployment Manager
    ("service", "provider", "functions"),  # serverless
    ("config_version", "name", "version"),  # dbt_project.yml
    ("default_environment", "plugins"),  # meltano.yml
    ("project_id", "plugins"),
    ("plugins", "environments"),
    ("channels", "dependencies"),  # conda
    ("repos", ),  # pre-commit
    ("site_name",),  # mkdocs
    ("dockerfile",),
    ("services", "volumes"),  # Compose
    ("services", "networks"),
    ("scrape_configs",),  # Prometheus, promtail
    ("receivers", "exporters"),  # OpenTelemetry collector
    ("receivers", "route"),  # Alertmanager
    ("groups", "rules"),
    ("workflows", "jobs"),  # CircleCI
    ("orbs",),
    ("resources", "jobs"),  # Concourse, Databricks bundles
    ("resource_types",),
    ("bundle",),
    ("galaxy_info",),
    ("allowed_branches",),
    ("$schema", "openapi"),
    ("nav", "theme"),
    ("languages", "translations"),
    ("package_ecosystem",),
    ("updates", "version"),  # dependabot
    ("coverage",),
    ("jsonschema",),
    ("$schema", "properties"),
    ("x_airflow_common",),
    ("pipeline_info",),  # Kubeflow
    ("deployment_spec",),
    ("implementation", "inputs"),
    ("optimizer",),  # the training of a model
    ("loss",),
    ("epochs",),
    ("trainer",),
    ("model", "training"),
    ("model", "train"),
)  # fmt: skip
"""Keys that stand together at the top of files of another kind."""
_DBT_RESOURCES = (
    "models",
    "seeds",
    "snapshots",
    "exposures",
    "semantic_models",
    "metrics",
    "macros",
)


def is_other(document: Mapping | Listing | Scalar) -> bool:
    """Tell whether a document is of a known kind that describes no pipeline of data."""
    if isinstance(document, Listing):
        return any(
            isinstance(item, Mapping) and _keys(item) & {"hosts", "import_playbook", "when"}
            for item in document.items
        )
    if not isinstance(document, Mapping):
        return True
    keys = _keys(document)
    if _is_resource(document, keys):
        return True
    if any(keys.issuperset(marks) for marks in _MARKS):
        return True
    schema = document.get("$schema")
    if isinstance(schema, Scalar) and "azureml" in schema.text:
        return True
    if _is_dbt(document, keys) or _is_build(document):
        return True
    if _is_dag_factory(document) or _is_meltano(document):
        return True
    services = document.get("services")
    return isinstance(services, Mapping) and any(
        isinstance(e.value, Mapping) and _keys(e.value) & {"image", "build", "extends"}
        for e in services.entries
    )


def _keys(mapping: Mapping) -> set[str]:
    return {snake(entry.key) for entry in mapping.entries}


def _is_resource(document: Mapping, keys: set[str]) -> bool:
    """Tell whether it is one of Kubernetes, Argo, Tekton and the like, by `apiVersion` and `kind`.

    A `kind: Pipeline` of a project's own making isn't.
    """
    version = document.get("apiVersion", "api_version", "apiversion", "api-version")
    if version is None or "kind" not in keys:
        return False
    kind = document.get("kind")
    said = set(words_of(kind.text)) if isinstance(kind, Scalar) else set()
    group = version.text.lower() if isinstance(version, Scalar) else ""
    return not said & _OWN_KINDS or any(known in group for known in _GROUPS)


_OWN_KINDS = frozenset("pipeline etl elt dataflow ingestion ingest replication sync feed".split())
_GROUPS = ("k8s.io", "tekton", "argoproj", "kubeflow", "numaflow", "jenkins", "fluxcd", "logging")


def _is_dbt(document: Mapping, keys: set[str]) -> bool:
    """Tell whether it is a dbt file of properties: `version: 2` with sources or models."""
    version = document.get("version")
    is_two = isinstance(version, Scalar) and version.text == "2"
    if is_two and keys & {"sources", *_DBT_RESOURCES}:
        return True
    sources = document.get("sources")
    if not isinstance(sources, Listing) or keys - {"version", "sources", *_DBT_RESOURCES}:
        return False
    return all(isinstance(item, Mapping) and _keys(item) & {"tables"} for item in sources.items)


def _is_build(document: Mapping) -> bool:
    """Tell whether jobs of a build stand at the top (GitLab) or below `jobs` (GitHub)."""
    jobs = document.get("jobs")
    found = [*document.entries, *(jobs.entries if isinstance(jobs, Mapping) else ())]
    marks = {"script", "runs_on", "docker", "stage", "vm_image", "uses"}
    for entry in found:
        if isinstance(entry.value, Mapping):
            keys = _keys(entry.value)
            if "runs_on" in keys or "docker" in keys or len(keys & marks) > 1:
                return True
            if "script" in keys and isinstance(entry.value.get("script"), Listing):
                return True
    return False


def _is_dag_factory(document: Mapping) -> bool:
    """Tell whether it configures DAGs of dag-factory: tasks with an operator's dotted path."""
    for entry in document.entries:
        tasks = entry.value.get("tasks") if isinstance(entry.value, Mapping) else None
        if isinstance(tasks, Mapping):
            rows = tuple(task.value for task in tasks.entries)
        else:
            rows = tasks.items if isinstance(tasks, Listing) else ()
        for row in rows:
            named = row.get("operator", "decorator") if isinstance(row, Mapping) else None
            if isinstance(named, Scalar) and "." in named.text.strip("."):
                return True
    return False


def _is_meltano(document: Mapping) -> bool:
    """Tell whether it is a part of a Meltano project: its plugins, or jobs of taps and targets."""
    plugins = document.get("plugins")
    if isinstance(plugins, Mapping) and _keys(plugins) & {"extractors", "loaders", "utilities"}:
        return True
    jobs = document.get("jobs", "schedules")
    rows = jobs.items if isinstance(jobs, Listing) else ()
    marks = ({"name", "tasks"}, {"name", "interval"})
    return bool(rows) and all(
        isinstance(row, Mapping) and any(_keys(row) >= mark for mark in marks) for row in rows
    )
