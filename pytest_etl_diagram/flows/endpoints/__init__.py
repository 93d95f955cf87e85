"""What calls of the libraries people use read, write and do: a table, and what looks calls up."""

from pytest_etl_diagram.flows.endpoints.call import (
    CLASS,
    FUNCTION,
    MASK,
    Call,
    Found,
    ParallelCall,
    Placeholder,
)
from pytest_etl_diagram.flows.endpoints.classifying import classify, is_noise, parallel, result_of
from pytest_etl_diagram.flows.endpoints.rows import EndpointTableError
from pytest_etl_diagram.flows.endpoints.table import Table, built_in, load_table

__all__ = [
    "CLASS",
    "FUNCTION",
    "MASK",
    "Call",
    "EndpointTableError",
    "Found",
    "ParallelCall",
    "Placeholder",
    "Table",
    "built_in",
    "classify",
    "is_noise",
    "load_table",
    "parallel",
    "result_of",
]
