"""Changes of the example's plain Python pipelines, with the rules that must be reported."""

from __future__ import annotations

from dataclasses import dataclass

BASE = "pipelines/base_pipeline.py"
DAILY = "pipelines/daily_sales.py"
STREAM = "streaming/streaming_etl.py"


@dataclass(frozen=True)
class PlainMutation:
    """Replacements in one file, and the rules that an activity diagram reports."""

    file: str
    replacements: tuple[tuple[str, str], ...]
    rules: frozenset[str]


def mutation(file, *replacements, rules):
    return PlainMutation(file, replacements, frozenset(rules.split()))


PLAIN_MUTATIONS = {
    "retry decorator removed": mutation(
        BASE,
        ("    @retry_with_backoff(retries=3, backoff_factor=1)\n", ""),
        rules="retries-removed",
    ),
    "retries reduced": mutation(BASE, ("retries=3", "retries=1"), rules="retries-reduced"),
    "quality check left out": mutation(
        DAILY,
        ("            self.check_quality(execution_date, daily)\n", ""),
        rules="quality-check-removed",
    ),
    "alert left out of the handler": mutation(
        BASE,
        (
            (
                '        self.alert(f"{self.name} of {execution_date} failed: '
                '{type(error).__name__}: {error}")\n'
            ),
            "",
        ),
        rules="alert-removed",
    ),
    "exception swallowed": mutation(
        DAILY,
        (
            "            self.failed(execution_date, error)\n            raise\n",
            "            self.failed(execution_date, error)\n",
        ),
        rules="exception-swallowed",
    ),
    "early return added": mutation(
        DAILY,
        (
            "            self.validate(sales)\n            daily",
            (
                "            self.validate(sales)\n            if len(sales) < 10:\n"
                "                return self.no_data(execution_date)\n            daily"
            ),
        ),
        rules="early-return-added",
    ),
    "dead letters no longer made": mutation(
        STREAM,
        ("            return self.dead_letter(message, error)\n", "            raise error\n"),
        rules="dead-letter-removed",
    ),
    "another table": mutation(
        DAILY, ('name="fact_daily_sales"', 'name="fact_sales"'), rules="target-changed"
    ),
    "other keys": mutation(
        DAILY,
        ('keys=("product_id", "sale_date")', 'keys=("product_id",)'),
        rules="keys-changed",
    ),
}
