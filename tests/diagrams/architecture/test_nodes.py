"""What a box says: its id, its name, its role, its facts and its place."""

from __future__ import annotations

from itertools import permutations

from pytest_etl_diagram.diagrams.architecture import KIND, build
from pytest_etl_diagram.model import Place
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
)

BASE = cls("BaseLoader", "loaders/base.py", abstract=("load", "read"))
LOADER = cls("SnowflakeLoader", "loaders/snowflake.py", bases=("BaseLoader",))
PIPELINE = cls("Pipeline", "pipelines/daily.py")


def test_a_class_says_what_is_abstract_and_where_it_is():
    found = nodes(drawn(told(BASE, LOADER, links=[link("implements", LOADER, BASE)])))
    assert found["BaseLoader"].facts == (("abstract", "load, read"), ("path", "loaders/base.py"))
    assert found["BaseLoader"].role == "interface"
    assert found["SnowflakeLoader"].facts == (("path", "loaders/snowflake.py"),)
    assert found["SnowflakeLoader"].role == "load"
    assert found["SnowflakeLoader"].id == "c_SnowflakeLoader"


def test_the_functions_of_a_file_say_which_of_them_matter():
    main = functions("main.py", "main", "helper", "other", "shown")
    alerts = functions("utils/alerts.py", "send_alert", "unused")
    links = [
        link("uses", cls("_private", "main.py"), PIPELINE),
        link("uses", cls("shown", "main.py"), PIPELINE),
        link("uses", PIPELINE, cls("send_alert", "utils/alerts.py")),
    ]
    main_flow = flow(main, step(1, main, "helper"), step(2, PIPELINE), name="main")
    found = nodes(drawn(told(main, alerts, PIPELINE, links=links, flows=[main_flow])))
    assert found["main"].facts == (("functions", "helper, main, shown"), ("path", "main.py"))
    assert found["alerts"].facts == (("functions", "send_alert"), ("path", "utils/alerts.py"))


def test_a_missing_class_says_so():
    found = nodes(drawn(told(PIPELINE, links=[link("holds", PIPELINE, "SnowLoader", "target")])))
    assert found["SnowLoader"].facts == (("path", "unresolved"),)
    assert found["SnowLoader"].role == "unknown"
    assert found["SnowLoader"].id == "c_SnowLoader"


def test_classes_of_one_name_have_ids_of_their_files():
    one, two = cls("Loader", "a/loader.py"), cls("Loader", "b/loader.py")
    links = [link("uses", PIPELINE, one), link("uses", PIPELINE, two)]
    graph = drawn(told(PIPELINE, one, two, links=links)).graph
    ids = {dict(n.facts)["path"]: n.id for n in graph.nodes}
    assert ids["a/loader.py"] == "c_Loader"
    assert ids["b/loader.py"].startswith("c_Loader_b_loader_py_")
    alone = drawn(told(PIPELINE, two, links=links[1:])).graph
    assert "c_Loader" in {n.id for n in alone.nodes}


def test_a_missing_class_of_which_several_have_the_name_is_another_one():
    one, two = cls("Loader", "a/loader.py"), cls("Loader", "b/loader.py")
    links = [link("uses", PIPELINE, each) for each in (one, two, "Loader")]
    graph = drawn(told(PIPELINE, one, two, links=links)).graph
    assert len({node.id for node in graph.nodes}) == 4


def test_a_class_and_a_file_of_one_name_are_two_boxes():
    job = cls("main", "jobs.py")
    main = functions("main.py", "main")
    diagram = drawn(told(job, main, links=[link("uses", cls("main", "main.py"), job)]))
    assert len(diagram.graph.nodes) == 2
    assert edges(diagram) == {"main uses main"}


def test_secrets_are_masked_wherever_they_come_from():
    url = "https://user:hunter2@host/x"
    endpoint = reads("REST API", url, "http")
    pipeline = cls("Pipeline", configured_by=((f"{url}.yaml", ("token=abcdef",)),))
    diagram = drawn(told(pipeline, flows=[flow(pipeline, step(1, None, endpoints=(endpoint,)))]))
    assert "hunter2" not in repr(diagram.graph)
    assert "abcdef" not in repr(diagram.graph)


def test_each_node_has_the_place_where_it_is_defined():
    pipeline = cls("Pipeline", "pipelines/daily.py", configured_by=(("etl.yaml", ("a",)),))
    of_pipeline = flow(
        pipeline,
        step(1, LOADER, endpoints=(reads("S3"),), place=Place("z.py", 1)),
        step(2, LOADER, endpoints=(reads("S3"),), place=Place("a.py", 7)),
    )
    jobs = [("daily", "Pipeline.run", "pipelines/daily.py")]
    diagram = drawn(told(pipeline, LOADER, flows=[of_pipeline], callables=jobs, source="dag.py"))
    assert {name: at for name, at in diagram.places if "#" not in name} == {
        "": Place("a.py"),
        "c_Pipeline": pipeline.place,
        "c_SnowflakeLoader": LOADER.place,
        "d_daily": Place("dag.py"),
        "e_S3": Place("a.py", 7),
        next(n.id for n in diagram.graph.nodes if n.role == "config"): Place("etl.yaml"),
    }


def test_a_diagram_is_of_the_whole_project():
    (diagram,) = build([told(PIPELINE, flows=[flow(PIPELINE)])], "shop")
    assert (diagram.kind, diagram.name, diagram.source) == (KIND, "shop", "")
    assert diagram.graph.kind == KIND


def test_where_there_is_nothing_to_draw_there_is_no_diagram():
    assert build([told(PIPELINE)], "shop") == ()
    assert build([], "shop") == ()


def test_the_order_of_files_changes_nothing():
    structures = [
        told(PIPELINE, LOADER, links=[link("holds", PIPELINE, LOADER, "x")], source="a.py"),
        told(LOADER, BASE, links=[link("implements", LOADER, BASE)], source="b.py"),
        told(cls("Loader", "x.py"), flows=[flow(PIPELINE, step(1, LOADER))], source="c.py"),
        told(cls("Loader", "y.py"), links=[link("uses", PIPELINE, "Loader")], source="d.py"),
    ]
    assert len({drawn(*order) for order in permutations(structures)}) == 1
