"""What a step shows: its own facts, and what it does inside where that isn't drawn."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.steps import facts_of, merged
from pytest_etl_diagram.flows.tree import Endpoint, Policy, Step
from tests.diagrams.activity.notation import block


def inside(text: str, **settings: object) -> dict[str, str]:
    """Return the facts of a step `run` with this inside."""
    return dict(facts_of(Step(0, "run", inner=block(text), **settings)))


def test_facts_stand_in_one_order():
    step = Step(
        0,
        "load",
        component="Loader",
        facts=(("workers", "4"), ("batch_size", "100"), ("table", "t")),
        endpoints=(Endpoint("Snowflake", "warehouse", "write", "t", "upsert", ("id", "day")),
                   Endpoint("S3", "storage", "read")),
        inner=block("""
            check(role="validate")
            post(role="notify")
            send(role="error")
            try: odd()
            except KeyError: pass
            if bad: raise ValueError
        """),
        policy=Policy("3", "", "fixed", "1s", ("OSError", "KeyError")),
    )  # fmt: skip
    assert facts_of(step) == (
        ("component", "Loader"),
        ("reads", "S3"),
        ("writes", "Snowflake: t"),
        ("mode", "upsert"),
        ("keys", "id, day"),
        ("batch_size", "100"),
        ("table", "t"),
        ("workers", "4"),
        ("retries", "3"),
        ("backoff", "fixed"),
        ("wait", "1s"),
        ("on", "OSError, KeyError"),
        ("checks", "bad"),
        ("validates", "check"),
        ("alerts", "post"),
        ("dead_letter", "send"),
        ("raises", "ValueError"),
        ("swallows", "KeyError"),
    )


def test_a_name_occurs_once_with_all_its_values_as_they_came():
    facts = (("reads", "b"), ("table", "t"), ("reads", "a"), ("reads", "b"))
    assert merged(facts) == (("reads", "b, a"), ("table", "t"))


def test_secrets_are_masked():
    assert merged([("url", "https://me:hunter2@host")]) == (("url", "https://***:***@host"),)


def test_an_expanded_step_shows_its_own_facts_only():
    step = Step(0, "run", "other", "Job", inner=block("check(role='validate')"))
    assert facts_of(step, expanded=True) == (("component", "Job"),)


SUMS = [
    ("a(reads='PostgreSQL: x'); b(reads='S3: y'); a(reads='PostgreSQL: x')",
     {"reads": "PostgreSQL: x, S3: y"}),
    ("save(writes='PostgreSQL: x', mode='upsert', keys=('id',))",
     {"writes": "PostgreSQL: x", "mode": "upsert", "keys": "id"}),
    ("load(table='t', query='q')", {}),
    ("with gather(workers='4'): a()", {"parallel": "gather", "workers": "4"}),
    ("with retry(attempts='5', wait='1s'): a()", {"attempts": "5", "wait": "1s"}),
    ("with transaction: check(role='validate')", {"validates": "check"}),
    ("for x in xs: check(role='validate')", {"validates": "check"}),
    ("send(role='error', writes='Kafka: dead')", {"dead_letter": "Kafka: dead"}),
    ("log('text')", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), SUMS)
def test_what_is_done_inside_is_summed_up(text, facts):
    assert inside(text) == facts


def test_what_is_called_inside_sums_up_as_deep_as_it_goes():
    text = """
        def null_check(): pass
        def check():
            null_check(role="validate")
            if bad: raise ValueError
        def work():
            check(role="validate", reads="S3: x")
        work()
    """
    assert inside(text) == {"reads": "S3: x", "validates": "check, null_check",
                            "checks": "bad", "raises": "ValueError"}  # fmt: skip


def test_an_alert_that_passes_on_to_another_is_one():
    text = """
        def send_alert(): post(role="notify", writes="Slack")
        send_alert(role="notify")
    """
    assert inside(text) == {"alerts": "send_alert", "writes": "Slack"}


def test_a_dead_letter_goes_where_the_call_inside_sends_it():
    text = """
        def reject(): send(role="error", writes="Kafka: dead")
        reject(role="error")
    """
    assert inside(text) == {"dead_letter": "Kafka: dead"}


THROWN = [
    ("raise ValueError", "ValueError"),
    ("if a: raise ValueError\nif b: raise KeyError", "ValueError, KeyError"),
    ("try: raise ValueError\nexcept ValueError: x(role='error')", None),
    ("try: raise KeyError\nexcept ValueError: x(role='error')", "KeyError"),
    ("try: raise KeyError\nexcept LookupError: x(role='error')", None),
    ("try: x()\nexcept ValueError: raise", "ValueError"),
    ("try: x()\nexcept ValueError: raise KeyError", "KeyError"),
    ("try: x()\nexcept Exception: raise", "Exception"),
    ("try: x()\nexcept: raise", "any"),
    ("try: raise KeyError\nexcept Exception: raise", "KeyError"),
    ("try: raise KeyError\nexcept LookupError: raise", "KeyError, LookupError"),
    ("try: x()\nexcept KeyError: y(role='error')\nelse: raise KeyError", "KeyError"),
    ("try: x()\nexcept KeyError: y(role='error')\nfinally: raise OSError", "OSError"),
    ("with retry(retries='3', on=('OSError',)): raise OSError", "OSError"),
    ("return\nraise ValueError", None),
]


@pytest.mark.parametrize(("text", "raised"), THROWN)
def test_what_is_raised_inside_and_not_caught_there_is_said(text, raised):
    assert inside(text).get("raises") == raised


SWALLOWED = [
    ("pass", "ValueError"),
    ("log('x')", "ValueError"),
    ("alert(role='notify')", "ValueError"),
    ("recover()", "ValueError"),
    ("return", "ValueError"),
    ("continue", "ValueError"),
    ("break", "ValueError"),
    ("if odd: raise", "ValueError"),
    ("raise", None),
    ("raise KeyError", None),
    ("return 'status: failed'", None),
    ("return '{}'", "ValueError"),  # what is empty tells of no failure
    ("return '[]'", "ValueError"),
    ("if odd: raise\nelse: return 'x'", None),
    ("send(role='error')", None),
    ("reject()", None),
    ("fail()", None),
    ("while True: wait()", None),
    ("while True:\n    if ready: break", "ValueError"),
    ("while more: raise", "ValueError"),
    ("for x in xs: pass\nelse: raise", None),
    ("for x in xs: break\nelse: raise", "ValueError"),
    ("try: x()\nfinally: raise", None),
    ("try: raise\nexcept KeyError: raise", None),
    ("try: x()\nexcept KeyError: raise\nelse: raise", None),
    ("with gather(): fail(); x()", None),
    ("with transaction: raise", None),
    ("with retry(): x()", "ValueError"),
    ("match kind:\n    case 'a': raise\n    case _: raise", None),
    ("match kind:\n    case 'a': raise\n    case 'b': raise", "ValueError"),
]


@pytest.mark.parametrize(("body", "swallowed"), SWALLOWED)
def test_a_handler_that_goes_on_swallows(body, swallowed):
    known = """
        def reject(): send(role="error")
        def fail():
            alert()
            raise ValueError
    """
    handler = body.replace("\n", "\n                ")
    text = f"""
        {known.strip()}
        for row in rows:
            try: load()
            except ValueError:
                {handler}
    """
    assert inside(text).get("swallows") == swallowed


def test_a_function_called_everywhere_is_summed_up_once():
    text = "def f0(): check(role='validate')\n"
    text += "".join(f"def f{n + 1}():\n    f{n}()\n    f{n}()\n" for n in range(40))
    assert inside(text + "f40()") == {"validates": "check"}
