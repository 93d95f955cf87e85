"""Which stage a comment says was called otherwise before."""

import pytest

from pytest_etl_diagram.model import Diagram, Graph, Location, Node, Place
from pytest_etl_diagram.policy.model import Comments, Renamed
from pytest_etl_diagram.policy.renames import renames

SOURCE = "dags/sales.py"


def graph(*names):
    return Graph("dag", "sales", "LR", nodes=tuple(Node(f"t_{n}", n, "task") for n in names))


def diagram(own=1, **lines):
    """Return a diagram that stands in line `own`, with stages on other lines."""
    places = {f"t_{name}": Place(SOURCE, line=line) for name, line in lines.items()}
    places[""] = Place(SOURCE, line=own)
    return Diagram("dag", "sales", SOURCE, graph(*lines), tuple(places.items()))


def renamed(old_name, first, last=None):
    return Renamed(old_name, Location(SOURCE, first), first, last or first)


def found(new, old, *comments, path=SOURCE):
    def comments_of(source):
        return Comments(renamed=comments) if source == path else Comments()

    def locate(place):
        return Location(place.path, place.line)

    pairs, used = renames(new, graph(*old), locate, comments_of)
    assert bool(pairs) is bool(used)
    return dict(pairs)


@pytest.mark.parametrize(
    ("new", "old", "comment", "expected"),
    [
        ({"pull": 4}, ["get"], ("get", 4), {"t_pull": "get"}),
        ({"pull": 4}, ["get"], ("get", 3, 5), {"t_pull": "get"}),
        ({"pull": 4}, ["get"], ("get", 5), {}),
        ({"pull": 4}, ["fetch"], ("get", 4), {}),
        ({"pull": 4, "get": 9}, ["get"], ("get", 4), {}),
        ({"pull": 4}, ["get", "pull"], ("get", 4), {}),
        ({"in.pull": 4}, ["in.get"], ("get", 4), {"t_in.pull": "in.get"}),
        ({"in.pull": 4}, ["out.get"], ("get", 4), {}),
        ({"in.pull": 4}, ["out.get"], ("out.get", 4), {"t_in.pull": "out.get"}),
        ({"in.pull": 4}, ["get", "in.get"], ("get", 4), {"t_in.pull": "get"}),
        ({"pull_a": 4, "pull_b": 4}, ["get"], ("get", 4), {}),
        ({"pull_a": 4, "pull_b": 4}, ["get", "pull_b"], ("get", 4), {"t_pull_a": "get"}),
        (
            {"a.pull": 4, "b.pull": 4},
            ["a.get", "b.get"],
            ("get", 4),
            {"t_a.pull": "a.get", "t_b.pull": "b.get"},
        ),
        ({"pull": 1}, ["get"], ("get", 1), {}),
    ],
    ids=[
        "the line of a new stage",
        "one of its lines",
        "another line",
        "a name that no stage had",
        "a name that a stage still has",
        "a stage that was there before",
        "a name without its group",
        "a name of another group",
        "a name with its group",
        "a name that is there as written",
        "a line of several new stages",
        "a line of one new stage and an old one",
        "a line of one new stage in each group",
        "the line of the diagram",
    ],
)
def test_a_comment_renames_what_is_new_on_its_lines(new, old, comment, expected):
    assert found(diagram(**new), old, renamed(*comment)) == expected


def test_each_comment_renames_its_own_stage():
    new = diagram(pull=4, push=6)
    comments = (renamed("get", 4), renamed("put", 6))
    assert found(new, ["get", "put"], *comments) == {"t_pull": "get", "t_push": "put"}


def test_comments_of_other_files_are_not_looked_at():
    assert found(diagram(pull=4), ["get"], renamed("get", 4), path="dags/other.py") == {}


@pytest.mark.parametrize("comments", [(("get", 4), ("put", 4)), (("get", 4), ("get", 6))])
def test_comments_that_contradict_each_other_say_nothing(comments):
    new = diagram(pull=4, push=6)
    assert found(new, ["get", "put"], *(renamed(*each) for each in comments)) == {}
