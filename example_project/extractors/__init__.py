"""Readers of source systems: each gives rows as a pandas frame."""
