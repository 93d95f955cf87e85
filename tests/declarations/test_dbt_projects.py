"""dbt projects: what a rewrite leaves as it is, where facts stand, what ties them to others."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from pytest_etl_diagram.declarations import dbt
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.model import DataAsset

PROJECT = {
    "dbt_project.yml": "name: shop\nmodels:\n  shop:\n    marts:\n      +materialized: table\n"
    "      +schema: marts\n",
    "models/staging/stg_orders.sql": "{{ config(tags=['b', 'a']) }}\n"
    "select * from {{ source('raw', 'orders') }}\n",
    "models/marts/orders.sql": "{{ config(\n    materialized='incremental',\n"
    "    unique_key=['id', 'at'],\n    incremental_strategy='merge',\n) }}\n"
    "select * from {{ ref('stg_orders') }}\n",
    "models/schema.yml": "version: 2\nsources:\n  - name: raw\n    database: lake\n    tables:\n"
    "      - name: orders\nmodels:\n  - name: orders\n    columns:\n      - name: id\n"
    "        tests: [unique, not_null]\n      - name: status\n        tests:\n"
    "          - accepted_values: {values: [new, old]}\n",
}


def project_of(tmp_path, files):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return dbt.read(Files(tmp_path), "dbt_project.yml")


def workflow_of(tmp_path, files):
    found = project_of(tmp_path, files)
    assert found.problems == ()
    (workflow,) = found.workflows
    return workflow


def drawn(workflow):
    stages = sorted(
        (replace(s, place=None, places=()) for s in workflow.stages), key=lambda s: s.name
    )
    return stages, sorted((d.source, d.target, d.uncertain) for d in workflow.dependencies)


REWRITES = {
    "Jinja without blanks": {
        "models/staging/stg_orders.sql": "{{config(tags=['b','a'])}}\n"
        "select * from {{source('raw','orders')}}",
    },
    "other quotes, trimmed tags, a dictionary instead of keywords": {
        "models/marts/orders.sql": '{{- config({"unique_key": ["at", "id"], '
        '"incremental_strategy": "merge", "materialized": "incremental"}) -}}\n'
        'select * from {{- ref("stg_orders") -}}\n',
    },
    "comments of SQL and of Jinja": {
        "models/marts/orders.sql": "{# select from {{ ref('gone') }} #}\n-- the orders\n"
        + PROJECT["models/marts/orders.sql"],
    },
    "another order of keys and of tests, quoted, the new key for tests": {
        "models/schema.yml": 'models:\n- columns:\n  - data_tests:\n    - "not_null"\n'
        "    - unique:\n    name: id\n  - data_tests:\n    - accepted_values:\n"
        "        arguments:\n          values: ['old', 'new']\n    name: status\n"
        "  name: orders\nsources:\n- tables: [{name: orders}]\n  database: 'lake'\n"
        "  name: raw\n# the end\n",
    },
    "a file of properties for each model": {
        "models/schema.yml": "sources: [{name: raw, database: lake, tables: [{name: orders}]}]\n",
        "models/marts/_orders.yml": "models:\n  - name: orders\n    columns:\n      - name: id\n"
        "        tests: [unique, not_null]\n      - name: status\n        tests:\n"
        "          - accepted_values: {values: [new, old]}\n",
    },
    "settings without a plus, in another order": {
        "dbt_project.yml": "models:\n  shop:\n    marts: {schema: marts, materialized: table}\n"
        "name: 'shop'\n",
    },
    "settings that are the default ones": {
        "models/staging/stg_orders.sql": "{{ config(tags=['a', 'b'], materialized='view', "
        "enabled=true, on_schema_change='ignore') }}\n"
        "select * from {{ source('raw', 'orders') }}\n",
    },
    "a variable and a loop that come to the same": {
        "models/marts/orders.sql": "{% set names = ['stg_orders'] %}\n{{ config(materialized="
        "'incremental', unique_key=['id', 'at'], incremental_strategy='merge') }}\n"
        "{% for name in names %}select * from {{ ref(name) }}{% endfor %}\n",
    },
    "a hint in a comment of SQL, which dbt reads": {
        "models/marts/orders.sql": "-- depends_on: {{ ref('stg_orders') }}\n"
        + PROJECT["models/marts/orders.sql"],
    },
}


@pytest.mark.parametrize("files", REWRITES.values(), ids=list(REWRITES))
def test_a_rewrite_draws_the_same(tmp_path, files):
    before = workflow_of(tmp_path / "before", PROJECT)
    after = workflow_of(tmp_path / "after", {**PROJECT, **files})
    assert drawn(after) == drawn(before)


CHANGES = {
    "a test taken out": (
        "models/schema.yml", "[unique, not_null]", "[unique]",
        "orders", "checks", "accepted_values(status: new | old), unique(id)",
    ),
    "fewer accepted values": (
        "models/schema.yml", "[new, old]", "[new]",
        "orders", "checks", "accepted_values(status: new), not_null(id), unique(id)",
    ),
    "a test that only warns": (
        "models/schema.yml", "{values: [new, old]}", "{values: [new, old], severity: warn}",
        "orders", "checks",
        "accepted_values(status: new | old) [severity: warn], not_null(id), unique(id)",
    ),
    "another materialization": (
        "models/marts/orders.sql", "'incremental'", "'table'", "orders", "materialized", "table",
    ),
    "another strategy": (
        "models/marts/orders.sql", "'merge'", "'append'", "orders", "mode", "append",
    ),
    "other keys": ("models/marts/orders.sql", "['id', 'at']", "['id']", "orders", "keys", "id"),
    "another schema for a folder": (
        "dbt_project.yml", "+schema: marts", "+schema: core", "orders", "schema", "core",
    ),
    "another database of a source": (
        "models/schema.yml", "database: lake", "database: raw", "raw.orders", "database", "raw",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_change_shows_in_its_fact(tmp_path, change):
    path, old, new, stage, fact, value = change
    changed = PROJECT[path].replace(old, new)
    assert changed != PROJECT[path]
    workflow = workflow_of(tmp_path, {**PROJECT, path: changed})
    facts = {each.name: dict(each.facts) for each in workflow.stages}
    assert facts[stage][fact] == value


def test_each_fact_has_the_line_where_it_is_written(tmp_path):
    workflow = workflow_of(tmp_path, PROJECT)
    places = {
        (stage.name, fact): (place.path, place.line)
        for stage in workflow.stages
        for fact, place in stage.places
    }
    assert places["orders", "materialized"] == ("models/marts/orders.sql", 2)
    assert places["orders", "keys"] == ("models/marts/orders.sql", 3)
    assert places["orders", "mode"] == ("models/marts/orders.sql", 4)
    assert places["orders", "schema"] == ("dbt_project.yml", 6)
    assert places["orders", "checks"] == ("models/schema.yml", 8)
    assert places["raw.orders", "database"] == ("models/schema.yml", 4)
    assert places["stg_orders", "tags"] == ("models/staging/stg_orders.sql", 1)


def test_lineage_has_sources_as_read_and_models_as_written(tmp_path):
    profiles = (
        "shop:\n  target: prod\n  outputs:\n    prod: {type: snowflake, password: canary}\n"
        "    dev: {type: postgres}\n"
    )
    ephemeral = "{{ config(materialized='ephemeral') }} select 1"
    more = {"profiles.yml": profiles, "models/staging/helper.sql": ephemeral}
    lineage = workflow_of(tmp_path, {**PROJECT, **more}).lineage
    assert lineage is not None
    assert lineage.reads == (DataAsset("Snowflake", "table", "lake.raw.orders"),)
    assert lineage.writes == (
        DataAsset("Snowflake", "table", "marts.orders"),
        DataAsset("Snowflake", "table", "stg_orders"),
    )


def test_secrets_are_not_shown(tmp_path):
    sql = (
        "{{ config(api_key='canary', pool={'password': 'canary'}, schema=env_var('DB_TOKEN', "
        "'canary'), database=var('db_password')) }}"
    )
    project = PROJECT["dbt_project.yml"] + "vars: {db_password: canary}\n"
    files = {**PROJECT, "dbt_project.yml": project, "models/secret.sql": sql}
    workflow = workflow_of(tmp_path, files)
    assert "canary" not in repr(workflow)
    facts = next(dict(stage.facts) for stage in workflow.stages if stage.name == "secret")
    assert facts["schema"] == "{env:DB_TOKEN}"
    assert facts["pool"] == "{password: ***}"


def test_the_order_of_files_has_no_meaning(tmp_path):
    forwards = workflow_of(tmp_path / "forwards", PROJECT)
    backwards = workflow_of(tmp_path / "backwards", dict(reversed(PROJECT.items())))
    assert forwards == backwards


HOSTILE = {
    "blocks nested deeply": "{% if x %}" * 500 + "{% endif %}" * 500,
    "brackets nested deeply": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "a long chain of operators": "{{ " + " ~ ".join(["'a'"] * 5000) + " }}",
    "a text that doubles": "{% set x = 'aaaaaaaaaa' %}"
    + "{% set x = x ~ x %}" * 60
    + "{{ ref(x) }}",
    "a list that doubles": "{% set x = [1] %}" + "{% do x.extend(x) %}" * 60 + "{{ x }}",
    "a list in itself": "{% set x = [] %}{% do x.append(x) %}{{ x }}{{ x == x }}{{ ref(x) }}",
    "lists that double as a tree": "{% set x = [1] %}{% set y = [1] %}"
    + "{% set x = [x, x] %}{% set y = [y, y] %}" * 60
    + "{{ x }}{{ x == y }}{{ ref(x) }}",
    "texts of many conditions": "{% set x = '' %}"
    + "{% if a %}{% set x = x ~ 'a' %}{% else %}{% set x = x ~ 'b' %}{% endif %}" * 60
    + "{{ ref(x) }}",
    "a huge range": "{% for a in range(10**9) %}{{ ref('orders') }}{% endfor %}",
    "loops in loops": "{% for a in range(2000) %}{% for b in range(2000) %}"
    "{% for c in range(2000) %}{{ a }}{% endfor %}{% endfor %}{% endfor %}",
    "a huge power": "{{ 9 ** 9 ** 9 }}",
    "a huge width": "{{ '{:>999999999}'.format(1) }}{{ '%999999999s' | format('a') }}",
    "a macro that calls itself": "{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "many tags without an end": "{{ " * 20_000,
    "many conditions": "{% if a %}{% set x = [x, 1] %}{% else %}{% set x = [x, 2] %}{% endif %}"
    * 60,
}


@pytest.mark.parametrize("sql", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_templates_cost_little(tmp_path, sql):
    started = time.perf_counter()
    found = project_of(tmp_path, {**PROJECT, "models/hostile.sql": sql})
    assert time.perf_counter() - started < 5
    assert "hostile" in {stage.name for stage in found.workflows[0].stages}
