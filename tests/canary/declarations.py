"""Files of each kind that describes pipelines, with secrets wherever people put them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.canary.writing import Files, in_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


def pipelines(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A pipeline in YAML: as settings of source and target, in queries, steps and checks."""
    document = {
        "pipelines": {
            "orders": {
                "schedule": "@daily",
                "source": {
                    "type": "postgres",
                    "table": "orders",
                    "batch_size": size,
                    **named,
                    "options": dict(named),
                    **{f"option_{i}": text for i, text in enumerate(texts.values())},
                },
                "transformations": [
                    {"name": f"step {i}", "type": "sql", "query": text, "args": [text]}
                    for i, text in enumerate(texts.values())
                ],
                "target": {"type": "snowflake", "table": "orders", "mode": "append", **named},
                "quality_checks": [
                    {"name": f"check {i}", "type": "custom", "sql": text}
                    for i, text in enumerate(texts.values())
                ],
            },
        }
    }
    queries = {
        f"query_{i}": {"source": {"type": "x", "query": text}, "target": {"type": "y", "url": text}}
        for i, text in enumerate(texts.values())
    }
    document["pipelines"] |= queries
    return {"config/pipelines.yaml": in_yaml(document)}


def dbt(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A dbt project: in profiles, variables, hooks, meta, descriptions and SQL."""
    sql = [f"-- {text}\n{{{{ config(materialized='table', pre_hook={json.dumps(text)}) }}}}\n"
           f"select '{text.replace(chr(39), '')}' as x from {{{{ source('raw', 'orders') }}}}\n"
           for text in texts.values()]  # fmt: skip
    profile = {"type": "postgres", "host": "db", **named}
    project = {
        "name": "shop",
        "version": "1.0",
        "profile": "shop",
        "vars": {**named, **{f"v{i}": text for i, text in enumerate(texts.values())}},
        "on-run-start": list(texts.values()),
        "models": {
            "shop": {"+meta": dict(named), "+tags": f"t{size}", "+pre-hook": list(texts.values())}
        },
    }
    source = {
        "name": "raw",
        "meta": dict(named),
        "loader": next(iter(texts.values())),
        "tables": [{"name": "orders", "meta": dict(named)}],
    }
    models = [{"name": "m0", "meta": dict(named), "config": {**named, "meta": dict(named)}}]
    return {
        "dbt_project.yml": in_yaml(project),
        "profiles.yml": in_yaml({"shop": {"target": "dev", "outputs": {"dev": profile}}}),
        "models/schema.yml": in_yaml({"version": 2, "sources": [source], "models": models}),
        **{f"models/m{i}.sql": text for i, text in enumerate(sql)},
    }


def meltano(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A Meltano project: in the configuration of plugins, and in commands."""
    settings = {**named, **{f"s{i}": text for i, text in enumerate(texts.values())}}
    document = {
        "version": 1,
        "plugins": {
            "extractors": [
                {"name": "tap-postgres", "variant": "x", "config": {**settings, "batch": size},
                 "pip_url": f"git+https://{named['token']}@github.com/x/tap.git"}
            ],
            "loaders": [{"name": "target-snowflake", "config": settings}],
        },
        "environments": [
            {"name": "prod", "env": settings,
             "config": {"plugins": {"extractors": [{"name": "tap-postgres", "config": settings}]}}}
        ],
        "jobs": [{"name": "orders", "tasks": ["tap-postgres target-snowflake"]}],
        "schedules": [{"name": "daily", "interval": "@daily", "job": "orders", "env": settings}],
    }  # fmt: skip
    return {"meltano.yml": in_yaml(document)}


def dag_factory(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A file of dag-factory."""
    tasks = {
        f"task_{i}": {
            "operator": "airflow.operators.bash.BashOperator",
            "bash_command": text,
            "pool": text,
            "env": dict(named),
            "retries": size,
        }
        for i, text in enumerate(texts.values())
    }
    document = {
        "default": {"default_args": {"owner": "etl", "start_date": "2024-01-01", **named}},
        "orders": {"schedule": "@daily", "description": next(iter(texts.values())), "tasks": tasks},
    }
    return {"dags/orders.yml": in_yaml(document)}


def checks(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Checks of Soda and suites of Great Expectations."""
    soda = {
        "checks for orders": [
            f"row_count > {size}",
            *(
                {"failed rows": {"name": f"c{i}", "fail query": t}}
                for i, t in enumerate(texts.values())
            ),
            *({f"c > {i}": {"c query": t, "name": t}} for i, t in enumerate(texts.values())),
        ]
    }
    suite = {
        "expectation_suite_name": "orders",
        "meta": dict(named),
        "expectations": [
            {
                "expectation_type": "expect_column_values_to_match_regex",
                "kwargs": {"column": f"c{i}", "regex": text, **named},
                "meta": {"notes": text},
            }
            for i, text in enumerate(texts.values())
        ],
    }
    return {
        "checks/orders_checks.yml": in_yaml(soda),
        "great_expectations/expectations/orders.json": json.dumps(suite, indent=2),
    }
