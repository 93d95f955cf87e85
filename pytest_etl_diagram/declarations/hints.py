"""Which files may describe pipelines, by their names and bytes: what every run looks for.

Nothing is imported here but what hints are made of, so that a run pays for a format's code only
where there is a file of it.
"""

from __future__ import annotations

from pytest_etl_diagram.sources.hints import DocumentHint

NAMED = (
    r"(?:^|/)(?:(?:[\w.-]*[_.-])?(?:etl|elt)(?:[_.-][\w.-]*)?|(?:[\w.-]*[_.-])?pipelines?"
    r"(?:[_.-][\w.-]*)?)\.(?:ya?ml|json)"
)
BELOW = r"(?:^|/)(?:pipelines|etl|etls|etl_configs?|pipeline_configs?)/(?:[^/]+/)*[^/]+\.ya?ml"
"""The names of files that are pipelines, and the folders that those lie in."""

_NO_TEMPLATE = (
    r"(?!(?:.*/)?(?:templates|locales?|i18n|translations?|\.github|\.circleci|charts|node_modules)/)"
    r"(?!.*\{\{)"
)
_NO_BUILD = (
    r"(?!(?:.*/)?(?:azure|bitbucket|cloudbuild|jenkins|buildspec|gitlab|(?:ci|cd)[_.-])"
    r"[\w.-]*\.\w+\Z)"
)


def _key(words: str) -> bytes:
    """Return a pattern of a key of YAML or JSON."""
    return rf"(?<![^\s{{,\"'-])(?:{words})(?:_specs?|_configs?)?[\"']?\s*:".encode()


_SOURCE_WORDS = (
    r"(?:data_?)?sources?(?:_\w+)?|src_\w+|extract(?:or|ors|ion)?|inputs?(?:_\w+)?|from|readers?|read|"
    r"ingest|fetch|pull"
)
_TARGET_WORDS = (
    r"(?:data_?)?targets?(?:_\w+)?|(?:data_?)?sinks?(?:_\w+)?|dest(?:ination)?s?(?:_\w+)?|"
    r"load(?:er|ers|ing)?|outputs?(?:_\w+)?|to|writers?|write|"
    "store|save|persist"
)
_TRANSFORM_WORDS = "transform(?:s|ation|ations|er|ers)?"
_PART_WORDS = (
    f"{_SOURCE_WORDS}|{_TARGET_WORDS}|{_TRANSFORM_WORDS}|steps|stages|tasks|"
    "checks|quality_checks|pipelines?|jobs"
)

GENERIC = (
    DocumentHint(f"^{_NO_TEMPLATE}{_NO_BUILD}.*{NAMED}", (_key(_PART_WORDS),)),
    DocumentHint(f"^{_NO_TEMPLATE}{_NO_BUILD}.*{BELOW}", (_key(_PART_WORDS),)),
    DocumentHint(NAMED, strong=False),
    DocumentHint(BELOW, strong=False),
    DocumentHint(r"\.ya?ml", (_key(_SOURCE_WORDS), _key(_TARGET_WORDS)), strong=False),
    DocumentHint(
        r"\.json",
        (_key(f"{_TRANSFORM_WORDS}|pipelines"), _key(_SOURCE_WORDS), _key(_TARGET_WORDS)),
        strong=False,
    ),
    DocumentHint(
        r"\.ya?ml", (_key("steps|stages|tasks"), rb"(?i)extract", rb"(?i)load"), strong=False
    ),
    DocumentHint(
        r"\.ya?ml",
        (_key(_SOURCE_WORDS), _key(f"{_TRANSFORM_WORDS}|quality_checks")),
        strong=False,
    ),
)

GREAT_EXPECTATIONS = (
    DocumentHint(r"(?:^|/)expectations/.*\.json", (rb"\"expectations\"", rb"expect_")),
    DocumentHint(r"\.json", (rb"\"expectations\"\s*:\s*\[", rb"\"expect_"), strong=False),
    DocumentHint(
        r"(?:^|/)checkpoints/.*\.(?:ya?ml|json)",
        (rb"expectation_suite_name|validation_definitions|validations",),
    ),
    DocumentHint(
        r"\.ya?ml", (rb"expectation_suite_names?", rb"batch_(?:request|kwargs)"), strong=False
    ),
)

SODA = (
    DocumentHint(
        r"\.ya?ml", (rb"(?m)(?:^|[{,]\s*)[\"']?(?:checks for|for each (?:dataset|table|column)) ",)
    ),
    DocumentHint(
        r"\.ya?ml",
        (
            rb"(?m)(?:^|[{,]\s*)[\"']?dataset[\"']?\s*:",
            rb"(?m)(?:^|[{,]\s*)[\"']?(?:checks|columns)[\"']?\s*:",
            rb"[\"']?checks[\"']?\s*:|row_count",
        ),
        strong=False,
    ),
)

DBT = (DocumentHint(r"(?:^|/)dbt_project\.ya?ml"),)

MELTANO = (DocumentHint(r"(?:^|/)meltano\.ya?ml"),)

DAG_FACTORY = (
    DocumentHint(
        r"\.ya?ml",
        (
            rb"(?m)(?:^[ \t]+|[{,]\s*)['\"]?tasks['\"]?[ \t]*:",
            rb"(?:operator|decorator)['\"]?[ \t]*:[ \t]*['\"]?(?:\w+\.)+\w+",
        ),
        strong=False,
    ),
)

_SIGNS = (
    rb"!!python/object",  # not `!!python/name`, which mkdocs has everybody write
    rb"&[\w-]+[ \t]*\[(?:[ \t\r\n]*\*[\w-]+[ \t\r\n]*,){4}",  # an anchor of many aliases: a bomb
    rb"&([\w-]+)[ \t]*(?:\[|\{[^}\n*]*:)[ \t\r\n]*\*\1\b",  # an anchor in itself
    rb"\A[^\n]{0,200}\x00",
    rb"\n[ ]*\t[ \t]*[\w-]+:[ \r\n]",  # a key behind a tab
)
"""What a file of `declarations.hostile` holds one of, as regular expressions."""

HOSTILE = tuple(DocumentHint(r"\.ya?ml", (sign,), strong=False) for sign in _SIGNS)
