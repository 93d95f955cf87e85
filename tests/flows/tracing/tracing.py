"""Tracing an entry point of a program that a test writes."""

from __future__ import annotations

from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.flows.entries import entries
from pytest_etl_diagram.flows.options import FlowOptions
from pytest_etl_diagram.flows.reading import trace as trace_entry
from tests.reading import Files


def trace(root, program, name, path="etl/job.py"):
    """Return the flow of the entry point `name`, whether it is a pipeline or not."""
    it, module = Files(root).evaluate(program, path)
    parsed = it.modules.parse(path)
    options = FlowOptions(named=(name,))
    found = {entry.name: entry for entry in entries(it, module, parsed, options)}
    return trace_entry(it, module, found[name], built_in()).flow
