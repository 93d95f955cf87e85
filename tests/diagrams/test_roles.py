"""The role of a stage, which decides its colour."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.roles import OPERATOR_ROLES, VERB_ROLES, role_of
from pytest_etl_diagram.model import ROLES

BY_OPERATOR = {
    "ExternalTaskSensor": "dependency",
    "FileSensor": "dependency",
    "@task.sensor": "dependency",
    "TriggerDagRunOperator": "dependency",
    "EmailOperator": "notify",
    "SlackWebhookOperator": "notify",
    "SQLCheckOperator": "validate",
    "GreatExpectationsOperator": "validate",
    "S3ToSnowflakeOperator": "load",
    "GCSToBigQueryOperator": "load",
    "CopyFromExternalStageToSnowflakeOperator": "load",
    "BigQueryInsertJobOperator": "load",
    "SparkSubmitOperator": "transform",
    "DbtRunOperator": "transform",
    "GlueJobOperator": "transform",
}
BY_NAME = {
    "extract_sales_data": "extract",
    "fetch": "extract",
    "clean_sales_data": "transform",
    "aggregate_sales": "transform",
    "load_to_snowflake": "load",
    "data_quality_checks": "validate",
    "send_success_notification": "notify",
    "wait_for_source_data": "dependency",
    "group.load_orders": "load",
    "load.orders": "other",
    "loadOrders": "load",
    "LoadOrders": "load",
    "sales": "other",
    "payload": "other",
    "": "other",
    "{var:x}": "other",
}


@pytest.mark.parametrize("operator", BY_OPERATOR)
def test_an_operator_that_does_one_thing_decides(operator):
    assert role_of("whatever_load", operator) == BY_OPERATOR[operator]


@pytest.mark.parametrize("name", BY_NAME)
def test_otherwise_the_first_verb_of_the_name_decides(name):
    assert role_of(name, "PythonOperator") == BY_NAME[name]


def test_the_tables_hold_roles_only_and_each_word_once():
    words = [word for words, _ in VERB_ROLES for word in words.split()]
    assert {role for _, role in (*OPERATOR_ROLES, *VERB_ROLES)} <= set(ROLES)
    assert len(words) == len(set(words))
