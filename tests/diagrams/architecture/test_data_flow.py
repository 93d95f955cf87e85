"""Whose result goes into whose step."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.flows.tree import Arm, Branch, Handler, Loop, Parallel, Policy, Retry, Try
from tests.diagrams.architecture.drawn import (
    cls,
    drawn,
    edges,
    flow,
    functions,
    reads,
    step,
    told,
    writes,
)
from tests.diagrams.architecture.shop import (
    ALL,
    CLEANER,
    CLEANING,
    EXTRACTOR,
    HELPERS,
    LOADER,
    MAIN,
    PIPELINE,
    READING,
    SETTINGS,
    VALIDATOR,
)

OWN_FILE = functions("pipeline.py")
OWN = cls("Pipeline", "pipeline.py", methods=("run", "extract", "clean", "load"))

DATA = {
    "from one component's step into another's": (
        flow(
            PIPELINE,
            step(1, EXTRACTOR, gives=True),
            step(2, CLEANER, takes=(1,), gives=True),
            step(3, LOADER, takes=(2,)),
        ),
        {"Extractor data Cleaner", "Cleaner data Loader"},
    ),
    "through functions of other files": (
        flow(
            MAIN,
            step(1, EXTRACTOR, gives=True),
            step(2, CLEANING, "clean", takes=(1,), gives=True),
            step(3, LOADER, takes=(1, 2)),
        ),
        {"Extractor data cleaning", "cleaning data Loader", "Extractor data Loader"},
    ),
    "past functions that don't work on data": (
        flow(
            MAIN,
            step(1, EXTRACTOR, gives=True),
            step(2, HELPERS, "shout", takes=(1,), gives=True),
            step(3, LOADER, takes=(2,)),
            step(4, HELPERS, "send_alert", takes=(3,)),
        ),
        {"Extractor data Loader"},
    ),
    "into a check, and out of it where it gives the data back": (
        flow(
            PIPELINE,
            step(1, EXTRACTOR, gives=True),
            step(2, VALIDATOR, takes=(1,), gives=True),
            step(3, LOADER, takes=(2,)),
            step(4, CLEANING, "check", takes=(2,)),
        ),
        {"Extractor data Validator", "Validator data Loader"},
    ),
    "settings are no data": (
        flow(
            PIPELINE,
            step(1, SETTINGS, gives=True),
            step(
                2,
                READING,
                "extract",
                gives=True,
                inner=(step(3, None, endpoints=(reads("files", "a/b.yaml", "files"),)),),
            ),
            step(4, LOADER, takes=(1, 2)),
        ),
        set(),
    ),
    "between what a component calls": (
        flow(
            MAIN,
            step(
                1,
                PIPELINE,
                inner=(step(2, EXTRACTOR, gives=True), step(3, LOADER, takes=(2,))),
            ),
        ),
        {"Extractor data Loader"},
    ),
    "not what a component has inside of itself": (
        flow(
            MAIN,
            step(1, EXTRACTOR, gives=True),
            step(
                2,
                LOADER,
                takes=(1,),
                inner=(step(3, CLEANER, takes=(1,), gives=True), step(4, LOADER, takes=(3,))),
            ),
        ),
        {"Extractor data Loader"},
    ),
    "a reading whose report is what is used last": (
        flow(
            OWN,
            step(
                1,
                OWN_FILE,
                "extract",
                gives=True,
                inner=(
                    step(2, EXTRACTOR, gives=True),
                    step(3, CLEANING, "validate", takes=(2,), gives=True),
                    step(4, OWN_FILE, "judge", takes=(3,)),
                ),
            ),
            step(5, LOADER, takes=(1,)),
        ),
        {"Extractor data cleaning", "Extractor data Loader"},
    ),
    "out of decisions, loops, retries, handlers and parallel arms": (
        flow(
            PIPELINE,
            Loop("for", "batches", (step(1, EXTRACTOR, gives=True),)),
            Branch("new", (Arm("Yes", (step(2, CLEANER, takes=(1,), gives=True),)),)),
            Retry(Policy("3"), (Try((step(3, LOADER, takes=(2,)),), (Handler((), ()),)),)),
            Parallel("Pool", ((step(4, CLEANING, "clean", takes=(1,)),),)),
        ),
        {"Extractor data Cleaner", "Cleaner data Loader", "Extractor data cleaning"},
    ),
    "what a library does in between is passed over": (
        flow(
            PIPELINE,
            step(1, EXTRACTOR, gives=True),
            step(2, None, "concat", takes=(1,), gives=True),
            step(3, LOADER, takes=(2,)),
        ),
        {"Extractor data Loader"},
    ),
    "the owner's methods hand on what others do inside of them": (
        flow(
            OWN,
            step(
                1,
                OWN_FILE,
                "extract",
                gives=True,
                inner=(
                    step(2, EXTRACTOR, gives=True),
                    step(3, None, "concat", takes=(2,), gives=True),
                ),
            ),
            step(
                4,
                OWN_FILE,
                "clean",
                takes=(1,),
                gives=True,
                inner=(
                    step(5, None, "copy", takes=(1,), gives=True),
                    step(6, CLEANER, takes=(5,), gives=True),
                ),
            ),
            step(
                7,
                OWN_FILE,
                "load",
                takes=(4,),
                inner=(step(8, LOADER, takes=(4,)),),
            ),
        ),
        {"Extractor data Cleaner", "Cleaner data Loader"},
    ),
    "the owner's methods that work themselves are a station": (
        flow(
            OWN,
            step(1, EXTRACTOR, gives=True),
            step(
                2,
                OWN_FILE,
                "clean",
                takes=(1,),
                gives=True,
                inner=(step(3, None, "merge", takes=(1,), gives=True),),
            ),
            step(4, LOADER, takes=(2,)),
        ),
        {"Extractor data Pipeline", "Pipeline data Loader"},
    ),
    "what the owner writes by itself comes to it": (
        flow(
            PIPELINE,
            step(1, EXTRACTOR, gives=True),
            step(2, None, "to_sql", takes=(1,), endpoints=(writes("PostgreSQL", "sales"),)),
        ),
        {"Extractor data Pipeline", "Pipeline data PostgreSQL (writes)"},
    ),
    "what the owner makes itself comes from it": (
        flow(PIPELINE, step(1, None, "read_csv", gives=True), step(2, LOADER, takes=(1,))),
        {"Pipeline data Loader"},
    ),
    "steps that feed each other in a loop": (
        flow(
            PIPELINE,
            step(1, None, "concat", takes=(2,), gives=True),
            step(2, None, "append", takes=(1,), gives=True),
            step(3, LOADER, takes=(2,)),
        ),
        {"Pipeline data Loader"},
    ),
    "a step of a class that nobody has": (
        flow(PIPELINE, step(1, "SnowReader", gives=True), step(2, LOADER, takes=(1,))),
        {"SnowReader data Loader"},
    ),
}


@pytest.mark.parametrize("case", DATA)
def test_results_that_go_into_steps_are_data_flow(case):
    of_pipeline, expected = DATA[case]
    diagram = drawn(told(*ALL, flows=[of_pipeline]))
    assert {edge for edge in edges(diagram) if " data " in edge} == expected
