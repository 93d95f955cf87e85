"""Secrets never show: what is called or looks like one is masked, whatever text it stands in."""

from pytest_etl_diagram.masking.names import is_secret_name
from pytest_etl_diagram.masking.texts import MASK, mask, mask_fact

__all__ = ["MASK", "is_secret_name", "mask", "mask_fact"]
