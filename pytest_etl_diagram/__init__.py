"""pytest-etl-diagram: the architecture of data pipelines as snapshot tests."""
