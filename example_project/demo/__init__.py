"""Seeded source systems, so that every pipeline runs without a server."""
