"""The components of a small pipeline, for tests."""

from __future__ import annotations

from tests.diagrams.architecture.drawn import cls, functions

BASE = cls("BaseLoader", abstract=("load",))
PIPELINE = cls("Pipeline", methods=("run",))
EXTRACTOR = cls("Extractor")
CLEANER = cls("Cleaner")
LOADER = cls("Loader")
HELPERS = functions("utils/alerts.py", "send_alert", "shout")
CLEANING = functions("steps/cleaning.py", "clean", "check", "validate")
READING = functions("utils/reading.py", "extract")
VALIDATOR = cls("Validator")
SETTINGS = cls("ConfigLoader")
MAIN = functions("main.py", "main", "extract", "load")
CLASSES = (BASE, PIPELINE, EXTRACTOR, CLEANER, LOADER, VALIDATOR, SETTINGS)
ALL = (*CLASSES, HELPERS, MAIN, CLEANING, READING)
