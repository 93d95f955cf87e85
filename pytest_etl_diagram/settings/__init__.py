"""The settings of a run, read from pytest's options and ini values, and checked."""

from pytest_etl_diagram.settings.reading import Settings, read_settings

__all__ = ["Settings", "read_settings"]
