"""Whatever a call is given, it is classified without an error."""

from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.flows.endpoints import (
    Call,
    Placeholder,
    built_in,
    classify,
    parallel,
    result_of,
)
from pytest_etl_diagram.flows.endpoints.validity import KINDS
from pytest_etl_diagram.model import ROLES

TABLE = built_in()
NAMES = sorted(TABLE.names())
TYPES = sorted(TABLE.types)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["s3://a/b", "SELECT * FROM t", "{x}", "https://u:p@h/a?b", "a", "True", ""]),
)
PLAIN = st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.binary(max_size=4))
PLACEHOLDERS = st.builds(Placeholder, TEXTS, st.sampled_from(["", "mask", "class", *TYPES]))
VALUES = st.recursive(
    st.one_of(PLAIN, PLACEHOLDERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(TEXTS, inner, max_size=3),
    ),
    max_leaves=6,
)
KEYWORDS = st.dictionaries(
    st.sampled_from("name path con sql mode Bucket Key topic schema how on url query".split()),
    VALUES,
)


@st.composite
def calls(draw):
    owner, _, method = draw(st.sampled_from(NAMES)).rpartition(".")
    made = draw(st.dictionaries(st.sampled_from(["bucket", "format", "table", "by"]), VALUES))
    receiver = Placeholder(draw(TEXTS), draw(st.sampled_from([owner, "", "mylib.Thing"])), made)
    arguments = tuple(draw(st.lists(VALUES, max_size=4)))
    as_function = draw(st.booleans())
    return Call(
        f"{owner}.{method}".strip(".") if as_function else "",
        None if as_function else receiver,
        method,
        arguments,
        draw(KEYWORDS),
        draw(st.sampled_from(["", "cursor", "df", "session", "thing"])),
    )


@given(calls())
def test_any_call_is_classified_the_same_twice_without_an_error(call):
    found = classify(call, TABLE)
    assert found == classify(call, TABLE)
    assert parallel(call, TABLE) == parallel(call, TABLE)
    result_of(call, TABLE)
    if found is not None:
        assert found.role in (*ROLES, "error", "wait")
        assert {end.kind for end in found.endpoints} <= KINDS
        assert {end.direction for end in found.endpoints} <= {"read", "write"}
        assert all(isinstance(value, str) for fact in found.facts for value in fact)
        assert not (found.lazy and found.trigger)
        assert len({name for name, _ in found.facts}) == len(found.facts)


def test_deeply_nested_sql_is_read_in_bounded_depth():
    text = "SELECT * FROM " + "(SELECT * FROM " * 2_000 + "t" + ")" * 2_000
    call = Call("", Placeholder("{cursor}", "dbapi.Cursor"), "execute", (text,))
    assert classify(call, TABLE) is not None
