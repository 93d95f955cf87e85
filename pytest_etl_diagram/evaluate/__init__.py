"""Evaluate: the abstract interpreter. It knows syntax, not libraries."""
