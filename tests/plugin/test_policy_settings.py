"""`etl_diagrams_rules` and `etl_diagrams_allow`: what they may hold, and where it stands."""

from datetime import date

import pytest

from pytest_etl_diagram.settings import read_settings


@pytest.fixture
def policy_of(project):
    def read(*args):
        config = project.pytester.parseconfig("-p", "no:hypothesispytest", *args)
        return read_settings(config, ("dag",), (".json",)).policy

    return read


@pytest.fixture
def faults_of(policy_of):
    """Return the messages of wrong settings, without those that it may hold beside them."""

    def read(*args):
        with pytest.raises(pytest.UsageError) as raised:
            policy_of(*args)
        return list(raised.value.args)

    return read


def test_without_settings_everything_fails_and_nothing_is_allowed(policy_of):
    policy = policy_of()
    assert (policy.fail_on, policy.levels, policy.allowances) == ("any", (), ())


def test_levels_of_rules(project, policy_of):
    project.ini(etl_diagrams_rules="\n    stage-added=off\n    retries-reduced = breaking")
    assert policy_of().levels == (("retries-reduced", "breaking"), ("stage-added", "off"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("retry-removed = off", "names no rule with 'retry-removed'; near are retries-removed, "),
        ("retries-* = off", "names no rule with 'retries-*'; "),
        ("retries-removed = fatal", "gives retries-removed the level 'fatal'; write breaking, "),
        ("retries-removed =", "gives retries-removed the level ''; write breaking, warning, "),
        ("retries-removed", "is no rule with its level; write `rule = breaking|warning|info|off`"),
        ("= off", "is no rule with its level; write `rule = breaking|warning|info|off`"),
    ],
)
def test_wrong_levels(project, faults_of, line, words):
    project.ini(etl_diagrams_rules=f"\n    stage-added = off\n    {line}")
    (fault,) = faults_of()
    assert fault.startswith(f"etl_diagrams_rules: {line!r} {words}")


def test_a_rule_has_one_level(project, faults_of):
    project.ini(etl_diagrams_rules="\n    stage-added = off\n    stage-added = info")
    words = "etl_diagrams_rules: 'stage-added = info' gives stage-added a level again; write it"
    assert [fault.startswith(words) for fault in faults_of()] == [True]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("stage-removed load -- r", ("stage-removed", "load", "r", None)),
        ("stage-* * -- see #12", ("stage-*", "*", "see #12", None)),
        ("dependency-removed a → b -- r", ("dependency-removed", "a → b", "r", None)),
        ("stage-removed  dags/a.py::dag[a]::b -- r", ("stage-removed", "dags/a.py::dag[a]::b")),
        ("* a until 2026-12-31 -- r", ("*", "a", "r", date(2026, 12, 31))),
        ("stage-removed load; x -- a ; b", ("stage-removed", "load; x", "a ; b", None)),
    ],
)
def test_what_is_allowed(project, policy_of, line, expected):
    project.ini(etl_diagrams_allow=f"\n    {line}")
    (each,) = policy_of().allowances
    assert (each.rule, each.subject, each.reason, each.until)[: len(expected)] == expected
    assert not each.is_comment


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("stage-removed load", "gives no reason; end it with ` -- ` and why this is right"),
        ("stage-removed load --", "gives no reason"),
        ("stage-removed -- r", "says of no subject that stage-removed is allowed; write `stage-r"),
        ("-- r", "allows nothing; write `rule subject [until YYYY-MM-DD] -- reason`"),
        ("until 2026-01-01 -- r", "allows nothing"),
        ("stage-remove load -- r", "names no rule with 'stage-remove'; near are stage-removed, "),
        ("stage-removed load until soon -- r", "has 'soon' for a day; write `until YYYY-MM-DD`"),
        ("stage-removed load until 2026-02-30 -- r", "has '2026-02-30' for a day"),
    ],
)
def test_what_is_allowed_wrongly(project, faults_of, line, words):
    project.ini(etl_diagrams_allow=f"\n    stage-added * -- fine\n    {line}")
    (fault,) = faults_of()
    assert fault.startswith(f"etl_diagrams_allow: {line!r} {words}")


def test_all_wrong_settings_are_told_at_once(project):
    project.ini(
        etl_diagrams_rules="\n    a = off\n    stage-added = b",
        etl_diagrams_allow="\n    c * -- r\n    stage-added *",
        etl_diagrams_fail_on="d",
    )
    result = project.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    faults = [line for line in result.errlines if line.startswith("ERROR: etl_diagrams_")]
    names = [fault.split(":")[1].strip() for fault in faults]
    assert sorted(names) == [
        *("etl_diagrams_allow", "etl_diagrams_allow", "etl_diagrams_fail_on"),
        *("etl_diagrams_rules", "etl_diagrams_rules"),
    ]


ALLOWED = ("stage-added * -- new", "dependency-removed a → b -- old", "stage-added * -- new")

FILES = {
    "pytest.ini": (
        "[pytest]\n# etl_diagrams_allow = x\netl_diagrams_allow =\n    {0}\n\n    {1}\n    {2}\n",
        (4, 6, 7),
    ),
    "tox.ini": ("[tox]\n[pytest]\netl_diagrams_allow = {0}\n  {1}\n  {2}\n", (3, 4, 5)),
    "setup.cfg": ("[tool:pytest]\netl_diagrams_allow :\n {0}\n {1}\n {2}\n", (3, 4, 5)),
    "pyproject.toml": (
        '[tool.pytest.ini_options]\netl_diagrams_allow = [\n  "{0}",\n  # why\n  "{1}", "{2}"]\n',
        (3, 5, 5),
    ),
}


@pytest.mark.parametrize(("name", "text", "lines"), [(n, *rest) for n, rest in FILES.items()])
def test_where_something_is_allowed(project, policy_of, name, text, lines):
    project.write(name, text.format(*ALLOWED))
    places = [each.place for each in policy_of().allowances]
    assert [(place.path, place.line) for place in places] == [(name, line) for line in lines]


@pytest.mark.parametrize("quoted", ['"stage-added \\u002a -- new"', '"""\nstage-added * -- new"""'])
def test_where_something_is_allowed_in_other_words(project, policy_of, quoted):
    project.write("pyproject.toml", f"[tool.pytest.ini_options]\netl_diagrams_allow = {quoted}\n")
    (each,) = policy_of().allowances
    assert each.subject == "*"
    assert each.place.path == "pyproject.toml"
    assert each.place.line == (0 if "u002a" in quoted else 3)


def test_what_is_allowed_on_the_command_line_stands_nowhere(policy_of):
    (each,) = policy_of("-o", "etl_diagrams_allow=stage-added * -- new").allowances
    assert (each.place.path, each.place.line) == (".", 0)


def test_the_settings_may_lie_beside_the_root_folder(project, policy_of):
    project.write("conf/pytest.ini", "[pytest]\netl_diagrams_allow = stage-added * -- new\n")
    (project.root / "code").mkdir()
    (each,) = policy_of("-c", "conf/pytest.ini", "--rootdir=code").allowances
    assert (each.place.path, each.place.line) == ("../conf/pytest.ini", 2)
