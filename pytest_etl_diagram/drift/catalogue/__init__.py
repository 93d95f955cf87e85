"""The rows of the rules table, one module a theme; `drift.rules` puts them together."""
