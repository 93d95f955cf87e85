"""Rules about the images that services run, and what is started in them."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

IMAGES = (
    Rule(
        "image-major-changed",
        "breaking",
        "an image has another major version",
        "Another major version may not take the old data, settings and clients: a database, for "
        "one, doesn't start on files of another one.",
    ),
    Rule(
        "image-changed",
        "warning",
        "another image runs",
        "It comes from elsewhere, or is of another variant: what is installed in it, who builds it "
        "and how it is set up may differ.",
    ),
    Rule(
        "image-downgraded",
        "warning",
        "an image has an older version",
        "The older version may not understand what the newer one wrote: migrated tables, state, "
        "settings.",
    ),
    Rule(
        "image-unpinned",
        "warning",
        "an image is no longer tied to a version",
        "What runs is decided by the day on which it is pulled: it changes without a review, and "
        "two machines may run different versions.",
    ),
    Rule(
        "build-changed",
        "warning",
        "an image is built in another way",
        "Another folder, Dockerfile or stage makes another image under the same name.",
    ),
    Rule(
        "command-changed",
        "warning",
        "a container starts something else",
        "The image is the same and what runs in it is not: another program, or the same one with "
        "other options.",
    ),
    Rule(
        "image-updated",
        "info",
        "an image has a newer version",
        "A minor version or a patch; its release notes say what is different.",
    ),
    Rule(
        "image-pinned",
        "info",
        "an image is tied to a version",
        "What runs changes only when this line does; updates are now up to somebody.",
    ),
)
