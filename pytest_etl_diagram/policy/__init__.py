"""Policy: which drifts fail, which only show, and which the project has allowed.

This layer knows drifts and nothing of how they are found, told or run.
"""

from __future__ import annotations

from pytest_etl_diagram.policy.allowing import allow
from pytest_etl_diagram.policy.comments import Comments, read_comments
from pytest_etl_diagram.policy.leftovers import expired, unused
from pytest_etl_diagram.policy.levels import OFF, THRESHOLDS, is_failing, levelled
from pytest_etl_diagram.policy.model import Allowance, Policy, Remark, Renamed
from pytest_etl_diagram.policy.renames import renames
from pytest_etl_diagram.policy.terms import TermsError, read_terms, require_rule, unknown_rule

__all__ = [
    "OFF",
    "THRESHOLDS",
    "Allowance",
    "Comments",
    "Policy",
    "Remark",
    "Renamed",
    "TermsError",
    "allow",
    "expired",
    "is_failing",
    "levelled",
    "read_comments",
    "read_terms",
    "renames",
    "require_rule",
    "unknown_rule",
    "unused",
]
