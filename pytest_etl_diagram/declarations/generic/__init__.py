"""Pipelines in YAML of a project's own making, recognised by their structure."""

from __future__ import annotations

from pytest_etl_diagram.declarations.generic.format import read

__all__ = ["read"]
