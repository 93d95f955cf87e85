"""Diagrams: what the evaluated world looks like as graphs, one module a kind."""
