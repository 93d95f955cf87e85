"""Rewriting manifests without changing what they deploy leaves the drawing as it was."""

from __future__ import annotations

import json
import textwrap

import pytest
import yaml

from tests.deployments.kubernetes_drawing import draw, read
from tests.deployments.test_kubernetes_changes import BEFORE, SOURCE

EVERYTHING = (
    BEFORE
    + """\
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: stream
data:
  SOURCE_TOPIC: orders
---
apiVersion: v1
kind: Secret
metadata:
  name: api
type: Opaque
stringData:
  token: first
"""
)
DOCUMENTS = EVERYTHING.split("---\n")


def turned(tree):
    """Return a tree with the keys of every mapping in another order."""
    if isinstance(tree, dict):
        return {key: turned(tree[key]) for key in sorted(tree, reverse=True)}
    return [turned(item) for item in tree] if isinstance(tree, list) else tree


def dumped(documents, **options):
    return yaml.safe_dump_all(documents, **options)


LOADED = list(yaml.safe_load_all(EVERYTHING))
REWRITES = {
    "other order of keys": dumped(turned(LOADED), sort_keys=False),
    "other order of documents": "---\n".join(reversed(DOCUMENTS)),
    "flow style": dumped(LOADED, default_flow_style=True),
    "all quoted": dumped(LOADED, default_style='"'),
    "comments": EVERYTHING.replace("\nspec:\n", "  # a name\n\n# what it does\nspec:\n"),
    "empty documents": f"---\n---\n{EVERYTHING}---\n# nothing\n",
    "a list": yaml.safe_dump({"apiVersion": "v1", "kind": "List", "items": LOADED}),
    "JSON": "---\n".join(json.dumps(each, indent=2) + "\n" for each in LOADED),
    "CPU as a text": EVERYTHING.replace("cpu: 250m", 'cpu: "0.25"'),
    "CPU with an exponent": EVERYTHING.replace("cpu: 250m", "cpu: 250e-3"),
    "memory in other units": EVERYTHING.replace("memory: 512Mi", "memory: 524288Ki"),
    "memory in bytes": EVERYTHING.replace("memory: 512Mi", "memory: 536870912"),
    "storage in other units": EVERYTHING.replace("storage: 10Gi", "storage: 10240Mi"),
    "another secret": EVERYTHING.replace("token: first", "token: second"),
    "a secret in base 64": EVERYTHING.replace(
        "stringData:\n  token: first", "data:\n  token: Zg=="
    ),
    "defaults": EVERYTHING.replace(
        "  schedule:", "  suspend: false\n  successfulJobsHistoryLimit: 3\n  schedule:"
    ).replace("      serviceAccountName", "      restartPolicy: Always\n      serviceAccountName"),
    "a named port": EVERYTHING.replace(
        "- containerPort: 8000", "- {name: http, containerPort: 8000}"
    ).replace("port: 8000}", "port: http}"),
    "a volume of another name": EVERYTHING.replace("{name: data, mount", "{name: v, mount").replace(
        "- name: data\n", "- name: v\n"
    ),
    "an anchor": EVERYTHING.replace(
        "matchLabels: {app: stream}", "matchLabels: &own {app: stream}"
    ).replace("labels: {app: stream}", "labels: *own"),
    "labels and annotations": EVERYTHING.replace(
        "  name: stream\nspec:\n  replicas",
        "  name: stream\n  labels: {team: data}\nspec:\n  replicas",
    ),
}


@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_draws_the_same(tmp_path, name):
    assert REWRITES[name] != EVERYTHING
    before = draw(tmp_path / "a", {SOURCE: EVERYTHING}).graph
    assert draw(tmp_path / "b", {SOURCE: REWRITES[name]}).graph == before


def test_a_file_a_document_draws_the_same_as_one_file(tmp_path):
    before = draw(tmp_path / "a", {SOURCE: EVERYTHING}).graph
    parts = {f"k8s/{i}.yaml": document for i, document in enumerate(DOCUMENTS)}
    assert draw(tmp_path / "b", parts).graph == before


def test_the_other_files_of_a_set_draw_nothing(tmp_path):
    parts = {f"k8s/{i}.yaml": document for i, document in enumerate(DOCUMENTS)}
    assert read(tmp_path, parts, "k8s/3.yaml").deployments == ()
    assert len(read(tmp_path, parts, "k8s/0.yaml").dependencies) == len(DOCUMENTS) - 1


def test_a_kustomization_that_only_lists_the_files_draws_the_same(tmp_path):
    before = draw(tmp_path / "a", {SOURCE: EVERYTHING}).graph
    listed = {"k8s/kustomization.yaml": "resources: [etl.yaml]\n", SOURCE: EVERYTHING}
    assert draw(tmp_path / "b", listed).graph == before
    assert read(tmp_path / "b", listed, SOURCE).deployments == ()


def test_a_file_of_a_kustomization_further_up_is_drawn_there_only(tmp_path):
    texts = {"kustomization.yaml": f"resources: [{SOURCE}]\n", SOURCE: EVERYTHING}
    assert len(read(tmp_path, texts).deployments) == 1
    assert read(tmp_path, texts, SOURCE).deployments == ()


def test_no_value_of_a_secret_or_variable_is_drawn(tmp_path):
    text = EVERYTHING.replace("value: kafka:9092", "value: redis://u:hunter2@redis:6379").replace(
        "token: first", "token: hunter2"
    )
    assert "hunter2" not in repr(draw(tmp_path, {SOURCE: text}))


def test_a_file_that_takes_itself_in_is_a_problem(tmp_path):
    texts = {
        "a/kustomization.yaml": "resources: [../b]\n",
        "b/kustomization.yaml": "resources: [../a]\n",
    }
    (problem,) = read(tmp_path, texts).problems
    assert (problem.path, problem.line) == ("b/kustomization.yaml", 1)
    assert "circle" in problem.message


def test_unfinished_manifests_never_break_the_reading(tmp_path):
    """Whatever is cut off or replaced by something else, there is a drawing or a problem."""
    lines = EVERYTHING.split("\n")
    for number in range(0, len(lines), 3):
        cut = "\n".join(lines[:number])
        read(tmp_path, {SOURCE: cut})
        key = lines[number].partition(":")[0]
        if key.strip() and ":" in lines[number]:
            for value in ("[]", "{}", "5", "~", "[[1]]", "{a: {b: 1}}"):
                text = "\n".join((*lines[:number], f"{key}: {value}", *lines[number + 1 :]))
                read(tmp_path, {SOURCE: textwrap.dedent(text)})


OVERLAY = """\
namePrefix: prod-
resources: [etl.yaml]
images: [{name: acme/stream, newTag: 3.0.0}]
replicas: [{name: stream, count: 5}]
labels: [{pairs: {team: data}}]
configMapGenerator: [{name: more, literals: [A=b]}]
patches:
  - target: {kind: Deployment}
    patch: "[{op: add, path: /spec/paused, value: true}]"
components: [../metrics]
"""


def test_unfinished_kustomizations_never_break_the_reading(tmp_path):
    lines = OVERLAY.split("\n")
    for number, text in enumerate(lines[:-1]):
        for value in ("[]", "{}", "5", "~", "[[1]]", "{a: {b: 1}}", "[{a: 1}]", "[~]"):
            changed = f"{text.partition(':')[0]}: {value}"
            whole = "\n".join((*lines[:number], changed, *lines[number + 1 :]))
            read(tmp_path, {"k8s/kustomization.yaml": whole, SOURCE: EVERYTHING})
