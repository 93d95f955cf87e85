"""The pipelines, and the tables they fill."""
