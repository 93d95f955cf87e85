"""A pytest plugin that keeps each text that libcst parses and notes how long a run's parts take.

It writes into the folder that BENCHMARK_KEPT names.
"""

import itertools
import json
import os
import time
from pathlib import Path

import libcst
import pytest

STARTED = time.perf_counter()
KEPT = Path(os.environ["BENCHMARK_KEPT"])
parse_module = libcst.parse_module
texts = {}
marks = {"start": STARTED}
spent = {"libcst": 0.0}
files = set()


def watched(source, *arguments, **options):
    """Parse as libcst does, noting the text and the time."""
    text = source if isinstance(source, str) else source.decode("utf-8", errors="replace")
    texts.setdefault(text, None)
    started = time.perf_counter()
    try:
        return parse_module(source, *arguments, **options)
    finally:
        spent["libcst"] += time.perf_counter() - started


libcst.parse_module = watched


@pytest.hookimpl(trylast=True)
def pytest_sessionstart():
    """Note when all is set up."""
    marks["set up"] = time.perf_counter()


def pytest_collection_finish(session):
    """Note when all items are there."""
    marks["collected"] = time.perf_counter()
    files.update(item.location[0] for item in session.items)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish():
    """Note when all items have run."""
    marks["ran"] = time.perf_counter()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    """Write all down."""
    times = [*marks.values(), time.perf_counter()]
    names = ("setting up", "collecting", "comparing", "ending")
    lasted = (after - before for before, after in itertools.pairwise(times))
    phases = dict(zip(names, lasted, strict=True))
    for number, text in enumerate(texts):
        (KEPT / f"{number:06}.py").write_bytes(text.encode("utf-8", errors="surrogatepass"))
    told = {
        "parsed": len(texts),
        "files": len(files),
        "phases": {**phases, "all parsing by libcst": spent["libcst"]},
    }
    (KEPT / "phases.json").write_text(json.dumps(told), encoding="utf-8")
