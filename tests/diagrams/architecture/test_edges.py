"""What has to do with what: each kind of edge but data flow, and what is left out."""

from __future__ import annotations

import pytest

from tests.diagrams.architecture.drawn import (
    cls,
    drawn,
    edges,
    flow,
    functions,
    link,
    nodes,
    reads,
    step,
    told,
    writes,
)
from tests.diagrams.architecture.shop import (
    ALL,
    BASE,
    CLEANER,
    EXTRACTOR,
    HELPERS,
    LOADER,
    MAIN,
    PIPELINE,
)

LINKS = {
    "inheritance": ([link("implements", LOADER, BASE)], {"Loader implements BaseLoader"}),
    "a part, under its attribute": (
        [link("holds", PIPELINE, LOADER, "target")],
        {"Pipeline holds Loader (target)"},
    ),
    "a part under two attributes": (
        [link("holds", PIPELINE, LOADER, "target"), link("holds", PIPELINE, LOADER, "backup")],
        {"Pipeline holds Loader (target)", "Pipeline holds Loader (backup)"},
    ),
    "use": ([link("uses", PIPELINE, CLEANER)], {"Pipeline uses Cleaner"}),
    "use isn't said where more is said": (
        [
            link("uses", PIPELINE, LOADER),
            link("holds", PIPELINE, LOADER, "target"),
            link("uses", LOADER, BASE),
            link("implements", LOADER, BASE),
        ],
        {"Pipeline holds Loader (target)", "Loader implements BaseLoader"},
    ),
    "a class that nobody has": (
        [link("holds", PIPELINE, "SnowLoader", "target"), link("implements", LOADER, "SdkBase")],
        {"Pipeline holds SnowLoader (target)", "Loader implements SdkBase"},
    ),
    "a class that is missing from one file only": (
        [link("holds", PIPELINE, "Loader", "target")],
        {"Pipeline holds Loader (target)"},
    ),
    "a function of another file": (
        [link("uses", PIPELINE, cls("send_alert", "utils/alerts.py"))],
        {"Pipeline uses alerts"},
    ),
    "a function that uses a class": (
        [link("uses", cls("main", "main.py"), PIPELINE)],
        {"main uses Pipeline"},
    ),
    "a script that uses a class": (
        [link("uses", cls("", "main.py"), PIPELINE)],
        {"main uses Pipeline"},
    ),
    "functions that only have to do with functions are left out": (
        [link("uses", cls("main", "main.py"), cls("shout", "utils/alerts.py"))],
        set(),
    ),
    "a class and a function of its own file": (
        [link("uses", PIPELINE, cls("helper", "pipeline.py"))],
        set(),
    ),
    "a class that is no component": ([link("holds", PIPELINE, cls("Row"), "row")], set()),
    "tests": ([link("uses", cls("TestIt", "tests/test_it.py"), PIPELINE)], set()),
}


@pytest.mark.parametrize("case", LINKS)
def test_links_are_edges(case):
    links, expected = LINKS[case]
    helper = functions("pipeline.py", "helper")
    test = cls("TestIt", "tests/test_it.py")
    assert edges(drawn(told(*ALL, helper, test, links=links))) == expected


def test_a_part_of_a_base_is_not_said_again_though_another_file_tells_it():
    base = told(BASE, links=[link("holds", BASE, CLEANER, "cleaner")], source="a.py")
    links = [link("implements", LOADER, BASE), link("holds", LOADER, CLEANER, "cleaner")]
    own = told(LOADER, CLEANER, links=links, source="b.py")
    assert edges(drawn(base, own)) == {
        "BaseLoader holds Cleaner (cleaner)",
        "Loader implements BaseLoader",
    }


def test_a_step_uses_what_is_called_inside_of_it():
    inner = step(2, CLEANER, inner=(step(3, HELPERS, "shout"),))
    diagram = drawn(told(*ALL, flows=[flow(PIPELINE, step(1, EXTRACTOR, inner=(inner,)))]))
    assert edges(diagram) == {
        "Pipeline uses Extractor",
        "Extractor uses Cleaner",
        "Cleaner uses alerts",
    }


def test_what_flows_show_of_use_gives_way_to_what_is_held():
    links = [link("holds", PIPELINE, EXTRACTOR, "source")]
    diagram = drawn(told(*ALL, links=links, flows=[flow(PIPELINE, step(1, EXTRACTOR))]))
    assert edges(diagram) == {"Pipeline holds Extractor (source)"}


def test_what_a_base_holds_is_no_use():
    base = cls("BasePipeline")
    links = [link("implements", PIPELINE, base), link("holds", base, LOADER, "target")]
    diagram = drawn(told(*ALL, base, links=links, flows=[flow(PIPELINE, step(1, LOADER))]))
    assert edges(diagram) == {
        "Pipeline implements BasePipeline",
        "BasePipeline holds Loader (target)",
    }


def test_functions_beside_a_class_or_one_of_its_bases_are_details_of_it():
    base = cls("BasePipeline", "pipelines/base.py")
    beside = functions("pipelines/base.py", "progress")
    links = [
        link("implements", PIPELINE, base),
        link("uses", PIPELINE, cls("progress", "pipelines/base.py")),
    ]
    inner = step(2, beside, "progress", inner=(step(3, CLEANER),))
    of_pipeline = flow(PIPELINE, step(1, beside, "progress", endpoints=(reads("S3"),)))
    of_main = flow(MAIN, step(1, PIPELINE, inner=(inner,)), name="main")
    diagram = drawn(told(*ALL, base, beside, links=links, flows=[of_pipeline, of_main]))
    assert edges(diagram) == {
        "Pipeline implements BasePipeline",
        "S3 data Pipeline (reads)",
        "Pipeline uses Cleaner",
        "main uses Pipeline",
    }


def test_files_of_settings_are_no_store():
    files = [reads("files", name, "files") for name in ("a.yaml", "{folder / b.yml}", "c.json")]
    diagram = drawn(told(PIPELINE, flows=[flow(PIPELINE, step(1, None, endpoints=tuple(files)))]))
    assert nodes(diagram)["files"].facts == (("paths", "c.json"),)


def test_a_record_s_step_is_its_caller_s():
    row = cls("Row")
    steps = step(1, row, "check", endpoints=(reads("PostgreSQL"),))
    diagram = drawn(told(PIPELINE, LOADER, flows=[flow(PIPELINE, steps)]))
    assert edges(diagram) == {"PostgreSQL data Pipeline (reads)"}


def test_outside_systems_are_one_store_each():
    of_pipeline = flow(
        PIPELINE,
        step(1, EXTRACTOR, endpoints=(reads("PostgreSQL", "sales"), reads("PostgreSQL", "items"))),
        step(2, LOADER, endpoints=(writes("PostgreSQL", "facts"), writes("Kafka", "out", "topic"))),
        step(3, None, "read_csv", endpoints=(reads("files", "in.csv", "files"),)),
        step(4, CLEANER, inner=(step(5, None, endpoints=(reads("PostgreSQL", "sales"),)),)),
    )
    diagram = drawn(told(*ALL, flows=[of_pipeline]))
    assert {edge for edge in edges(diagram) if " data " in edge} == {
        "PostgreSQL data Extractor (reads)",
        "PostgreSQL data Cleaner (reads)",
        "Loader data PostgreSQL (writes)",
        "Loader data Kafka (writes)",
        "files data Pipeline (reads)",
    }
    stores = {name: n.facts for name, n in nodes(diagram).items() if n.role == "store"}
    assert stores == {
        "PostgreSQL": (("tables", "facts, items, sales"),),
        "Kafka": (("topics", "out"),),
        "files": (("paths", "in.csv"),),
    }


def test_configuration_configures_who_reads_its_keys():
    pipeline = cls("Pipeline", configured_by=(("config/etl.yaml", ("b.url", "a")),))
    opener = functions("utils/yaml.py", "read", configured_by=(("config/etl.yaml", ()),))
    loader = cls("Loader", configured_by=(("config/log.ini", ()),))
    diagram = drawn(told(pipeline, opener, loader))
    assert edges(diagram) == {
        "config/etl.yaml configures Pipeline (a, b.url)",
        "config/log.ini configures Loader",
    }
    assert nodes(diagram)["config/etl.yaml"].role == "config"


def test_what_several_files_tell_of_configuration_is_put_together():
    one = told(cls("Pipeline", configured_by=(("etl.yaml", ("a",)),)), source="a.py")
    two = told(cls("Pipeline", configured_by=(("etl.yaml", ("b.c", "b")),)), source="b.py")
    assert edges(drawn(one, two)) == {"etl.yaml configures Pipeline (a, b.c)"}


CALLABLES = {
    "functions of the DAG's own file": (("daily", "extract", "main.py"), "main"),
    "a method": (("daily", "Pipeline.run", "pipeline.py"), "Pipeline"),
    "a method by its bare name": (("daily", "run", "pipeline.py"), "Pipeline"),
    "a function of a file that tells nothing": (("daily", "other", "dags/other.py"), "other"),
}


@pytest.mark.parametrize("case", CALLABLES)
def test_dags_trigger_what_their_tasks_run(case):
    job, expected = CALLABLES[case]
    diagram = drawn(told(*ALL, callables=[job], source="dags/daily.py"))
    assert edges(diagram) == {f"daily triggers {expected}"}
    assert nodes(diagram)["daily"].role == "dag"
    assert nodes(diagram)["daily"].facts == (("path", "dags/daily.py"),)


def test_what_nothing_reaches_is_left_out_unless_it_is_a_pipeline():
    alone = cls("Alone")
    diagram = drawn(told(*ALL, alone, flows=[flow(PIPELINE)]))
    assert set(nodes(diagram)) == {"Pipeline"}


def test_flows_of_tests_are_left_out():
    test = functions("tests/test_it.py", "test_it")
    diagram = drawn(told(*ALL, test, flows=[flow(test, step(1, LOADER))]))
    assert diagram.graph.nodes == ()
