"""Pipelines in YAML."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import PIPELINE_CONFIG


def item(name: str) -> str:
    return f"{PIPELINE_CONFIG}::pipeline[{name}]"


PIPELINES = (
    Mutation(
        "batch size",
        item("daily_sales"),
        (Edit(PIPELINE_CONFIG, "  batch_size: 10000\n", "  batch_size: 10\n"),),
        (Told("batch-size-changed", "extract", "batch_size: 10"),),
    ),
    Mutation(
        "required columns are no longer checked",
        item("inventory_sync"),
        (Edit(PIPELINE_CONFIG, "  required: [sku, warehouse, counted_on]\n", ""),),
        (Told("quality-check-removed", "required", "  fill:"),),
    ),
    Mutation(
        "range of a check",
        item("inventory_sync"),
        (Edit(PIPELINE_CONFIG, "{low: 0, high: 100000}", "{low: -100, high: 100000}"),),
        (Told("quality-check-changed", "ranges", "quantity: {low: -100"),),
    ),
    Mutation(
        "keys of the inventory",
        item("inventory_sync"),
        (
            Edit(
                PIPELINE_CONFIG,
                "    keys: [sku, warehouse, counted_on]\n",
                "    keys: [sku, warehouse]\n",
            ),
        ),
        (Told("keys-changed", "load", "keys: [sku, warehouse]"),),
    ),
    Mutation(
        "source of a pipeline",
        item("inventory_sync"),
        (Edit(PIPELINE_CONFIG, "  source: folder\n", "  source: s3\n"),),
        (
            Told("source-changed", "extract", "  source: s3"),
            Told("source-changed", "extract", "  prefix: inventory/{date}/"),
        ),
    ),
    Mutation(
        "target of a pipeline",
        item("user_events"),
        (Edit(PIPELINE_CONFIG, "  target: parquet\n", "  target: snowflake\n"),),
        (Told("target-changed", "load", "target: snowflake"),),
    ),
)
