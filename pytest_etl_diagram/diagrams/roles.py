"""The role of a stage: from its operator and the verb in its name."""

from __future__ import annotations

import re
from functools import lru_cache

OPERATOR_ROLES: tuple[tuple[str, str], ...] = (
    (r"ExternalTask|TriggerDagRun|Sensor|@task\.sensor", "dependency"),
    (r"Email|Slack|Discord|Teams|Telegram|PagerDuty|Opsgenie|Chime|Notif|Sns|Webhook", "notify"),
    (r"Check|Quality|Validat|Expectation|Soda|DbtTest", "validate"),
    (
        r"To(?:S3|GCS|BigQuery|Snowflake|Redshift|Postgres|MySql|Hive|Azure|Adls|Sftp|Local)\w*",
        "load",
    ),
    (r"Load|CopyInto|CopyFrom|Upsert|Insert", "load"),
    (r"Extract|Ingest|Download|Fetch", "extract"),
    (r"Spark|Dbt|Dataflow|Dataproc|Glue|Emr|Databricks|Beam|Transform", "transform"),
)
"""Pattern in the operator's name → role; the first that fits wins."""
VERB_ROLES: tuple[tuple[str, str], ...] = (
    ("wait await sensor poke trigger", "dependency"),
    ("notify notification alert email mail slack report announce send", "notify"),
    ("check checks validate validation verify quality assert test tests audit", "validate"),
    ("load write upload store save insert upsert export publish push sink copy merge", "load"),
    ("extract fetch download ingest read pull get import scrape collect crawl dump", "extract"),
    ("transform clean aggregate enrich join process compute calculate convert parse", "transform"),
    ("filter normalize dedupe deduplicate prepare build train run dbt stage map", "transform"),
)
"""Words in the stage's name → role; the first word of the name that has one wins."""

_OPERATORS = tuple((re.compile(pattern), role) for pattern, role in OPERATOR_ROLES)
_VERBS = {word: role for words, role in VERB_ROLES for word in words.split()}
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*")


@lru_cache(maxsize=4096)
def role_of(name: str, operator: str) -> str:
    """Return one of `model.ROLES` for a stage called `name` that runs `operator`."""
    for pattern, role in _OPERATORS:
        if pattern.search(operator):
            return role
    for word in _WORDS.findall(name.rpartition(".")[2]):
        role = _VERBS.get(word.lower(), "")
        if role:
            return role
    return "other"
