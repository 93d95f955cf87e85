"""Quantities and patches, each as a table."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.kubernetes.edits import PatchError, merged, operated
from pytest_etl_diagram.deployments.kubernetes.quantities import amount, cores
from pytest_etl_diagram.documents.tree import mapping, text
from pytest_etl_diagram.documents.yaml import read_yaml


def tree(source):
    (document,), _ = read_yaml(source, "a.yaml")
    return document


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1", "1"),
        ("1000m", "1"),
        ("1.0", "1"),
        ("250m", "0.25"),
        ("0.5", "0.5"),
        ("2e3m", "2"),
        ("{{ cpu }}", "{{ cpu }}"),
    ],
)
def test_cpu_is_shown_in_cores(written, shown):
    assert cores(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1Gi", "1Gi"),
        ("1024Mi", "1Gi"),
        ("1073741824", "1Gi"),
        ("1.5Gi", "1536Mi"),
        ("1000M", "1G"),
        ("1G", "1G"),
        ("128974848", "123Mi"),
        ("0", "0"),
        ("big", "big"),
    ],
)
def test_bytes_are_shown_in_the_biggest_whole_unit(written, shown):
    assert amount(written) == shown


@pytest.mark.parametrize(
    ("base", "patch", "result"),
    [
        ("{a: 1, b: {c: 2}}", "{b: {d: 3}}", "{a: 1, b: {c: 2, d: 3}}"),
        ("{a: 1, b: 2}", "{b: null}", "{a: 1}"),
        ("{a: {b: 1, c: 2}}", "{a: {$patch: replace, d: 3}}", "{a: {d: 3}}"),
        ("{a: {b: 1}}", "{a: {$patch: delete}}", "{}"),
        ("{command: [a, b]}", "{command: [c]}", "{command: c}"),
        (
            "{containers: [{name: a, image: x}, {name: b}]}",
            "{containers: [{name: a, image: y}, {name: c}]}",
            "{containers: {image: y, name: a}, {name: b}, {name: c}}",
        ),
        ("{env: [{name: A}, {name: B}]}", "{env: [{name: A, $patch: delete}]}", "{env: {name: B}}"),
    ],
)
def test_strategic_merge_patches(base, patch, result):
    assert text(merged(tree(base), tree(patch))) == result


@pytest.mark.parametrize(
    ("base", "operation", "result"),
    [
        ("{a: {b: 1}}", "{op: replace, path: /a/b, value: 2}", "{a: {b: 2}}"),
        ("{a: {b: 1}}", "{op: add, path: /a/c, value: 2}", "{a: {b: 1, c: 2}}"),
        ("{a: {b: 1}}", "{op: remove, path: /a/b}", "{a: {}}"),
        ("{a: [1, 2]}", "{op: add, path: /a/-, value: 3}", "{a: 1, 2, 3}"),
        ("{a: [1, 2]}", "{op: add, path: /a/0, value: 3}", "{a: 3, 1, 2}"),
        ("{a: [1, 2]}", "{op: remove, path: /a/0}", "{a: 2}"),
        ("{a: [1, 2]}", "{op: replace, path: /a/1, value: 3}", "{a: 1, 3}"),
        ("{a: {b/c: 1}}", "{op: replace, path: /a/b~1c, value: 2}", "{a: {b/c: 2}}"),
        ("{a: 1}", "{op: test, path: /a, value: 2}", "{a: 1}"),
    ],
)
def test_json_patches(base, operation, result):
    assert text(operated(tree(base), mapping(tree(operation)))) == result


@pytest.mark.parametrize(
    "operation",
    [
        "{op: copy, from: /a, path: /b}",
        "{op: replace, path: a, value: 2}",
        "{op: remove, path: /b}",
        "{op: add, path: /b/c, value: 1}",
        "{op: add, path: /l/9, value: 1}",
        "{op: add, path: /a/b, value: 1}",
    ],
)
def test_json_patches_that_say_why_they_cannot_be_applied(operation):
    with pytest.raises(PatchError):
        operated(tree("{a: 1, l: []}"), mapping(tree(operation)))
