"""SQL texts: which tables they read and write, in which mode, by which keys."""

from pytest_etl_diagram.flows.endpoints.sql.keys import keys_of_condition
from pytest_etl_diagram.flows.endpoints.sql.statements import is_sql, read_sql
from pytest_etl_diagram.flows.endpoints.sql.verbs import Statement

__all__ = ["Statement", "is_sql", "keys_of_condition", "read_sql"]
