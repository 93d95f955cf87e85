"""For every rule about architectures the smallest change that trips it and nothing else.

A row is one of `drift_cases`.
"""

from __future__ import annotations


def parts(*lines: str) -> str:
    """Write an architecture of a pipeline, its loader, and what is around them."""
    return "\n".join(
        (
            "kind architecture",
            "Daily [component]: path: daily.py",
            "Loader [load]: path: loaders.py",
            "Base [interface]",
            "S3 [store]",
            "config.yaml [config]",
            "daily [dag]",
            *lines,
        )
    )


ALONE = parts()
TIES = (
    ("base-changed", "Loader -..-> Base", "", "bases: Base", ""),
    (
        "base-changed",
        "Loader -..-> Base",
        "Loader -..-> Daily",
        "bases: Base",
        "bases: Daily",
    ),
    (
        "collaborator-added",
        "",
        "Daily --o Loader | loader",
        "",
        "works with: holds Loader (loader)",
    ),
    ("collaborator-removed", "Daily -.-o Loader", "", "works with: uses Loader", ""),
    (
        "collaborator-changed",
        "Daily --o Loader",
        "Daily -.-o Loader",
        "works with: holds Loader",
        "works with: uses Loader",
    ),
    (
        "collaborator-changed",
        "Daily --o Loader | loader",
        "Daily --o Base | loader",
        "works with: holds Loader (loader)",
        "works with: holds Base (loader)",
    ),
    ("layout-only", "Daily --o Loader | loader", "Daily --o Loader | target", None, None),
    ("data-flow-changed", "Daily ===> Loader", "", "takes from: Daily", ""),
    ("data-flow-changed", "", "Daily ===> Loader", "", "takes from: Daily"),
    ("endpoint-removed", "Loader ===> S3 | writes", "", "writes: S3", ""),
    ("endpoint-added", "", "S3 ===> Daily | reads", "", "reads: S3"),
    (
        "configuration-changed",
        "config.yaml -.- Daily | url",
        "config.yaml -.- Daily | url, user",
        "configured by: config.yaml (url)",
        "configured by: config.yaml (url, user)",
    ),
    ("orchestration-changed", "daily => Daily", "daily => Loader", "runs: Daily", "runs: Loader"),
    ("relation-changed", "Daily -> Loader", "", "tied to: depends Loader", ""),
)
"""(rule, ties before, ties after, what is shown before, after)"""

BOXES = (
    ("component-added", ALONE, parts("Cleaner [transform]"), "", "transform"),
    (
        "component-added",
        ALONE,
        parts("Cleaner [transform]", "Daily --o Cleaner"),
        "",
        "transform, tied to Daily",
    ),
    ("component-removed", parts("Cleaner [transform]"), ALONE, "transform", ""),
    (
        "component-renamed",
        parts("BatchLoader [load]: path: batches.py"),
        parts("BatchesLoader [load]: path: batches.py"),
        "name: BatchLoader",
        "name: BatchesLoader",
    ),
    (
        "layer-changed",
        parts("group load\ngroup other\nCleaner {load}\nx {other}"),
        parts("group load\ngroup other\nCleaner {other}\nx {other}"),
        "layer: load",
        "layer: other",
    ),
    (
        "role-changed",
        parts("Cleaner [transform]"),
        parts("Cleaner [validate]"),
        "role: transform",
        "role: validate",
    ),
    (
        "abstract-methods-changed",
        parts("Source [interface]: abstract: close, read"),
        parts("Source [interface]: abstract: read"),
        "abstract: close, read",
        "abstract: read",
    ),
    (
        "abstract-methods-changed",
        parts("Source [interface]: abstract: read"),
        parts("Source [extract]"),
        "abstract: read",
        "",
    ),
    (
        "component-moved",
        parts("Cleaner [transform]: path: a.py"),
        parts("Cleaner [transform]: path: b.py"),
        "path: a.py",
        "path: b.py",
    ),
    (
        "component-unresolved",
        parts("Cleaner [transform]: path: a.py"),
        parts("Cleaner [unknown]: path: unresolved"),
        "path: a.py",
        "path: unresolved",
    ),
    (
        "functions-changed",
        parts("tasks: functions: clean, load"),
        parts("tasks: functions: load"),
        "functions: clean, load",
        "functions: load",
    ),
    ("endpoint-added", ALONE, parts("Kafka [store]", "Daily ===> Kafka | writes"), None, None),
    ("endpoint-removed", parts("Kafka [store]", "Daily ===> Kafka | writes"), ALONE, None, None),
    (
        "endpoint-removed",
        parts("Db [store]: tables: a, b"),
        parts("Db [store]: tables: a"),
        "tables: a, b",
        "tables: a",
    ),
    (
        "endpoint-changed",
        parts("Db [store]: tables: a, b"),
        parts("Db [store]: tables: a, c"),
        "tables: a, b",
        "tables: a, c",
    ),
    ("configuration-changed", parts("app.ini [config]", "app.ini -.- Daily"), ALONE, None, None),
    ("orchestration-changed", ALONE, parts("weekly [dag]", "weekly => Daily"), None, None),
    ("heading-changed", f"title shop\n{ALONE}", ALONE, "title: shop", "title: sales"),
    (
        "layout-only",
        parts("group load\ngroup other\nCleaner {load}\nx {other}"),
        parts("group a\ngroup b\nCleaner {a}\nx {b}"),
        "boxes: load, other",
        "boxes: a, b",
    ),
)

ARCHITECTURES = (
    *((rule, parts(old), parts(new), before, after) for rule, old, new, before, after in TIES),
    *BOXES,
)
