"""Retries, wherever they come from: loops by hand, decorators, libraries, clients' settings."""

from pytest_etl_diagram.flows.retries.libraries import register
from pytest_etl_diagram.flows.retries.loops import LoopRetry, retry_loop
from pytest_etl_diagram.flows.retries.passing import passes_to
from pytest_etl_diagram.flows.retries.policies import policy_of, policy_of_call
from pytest_etl_diagram.flows.retries.wrappers import wrapped

__all__ = [
    "LoopRetry",
    "passes_to",
    "policy_of",
    "policy_of_call",
    "register",
    "retry_loop",
    "wrapped",
]
