"""Volumes that go with their pod: what is written there is lost when it ends."""

from __future__ import annotations

import pytest

from tests.deployments.kubernetes_drawing import draw, told

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: api}}
spec:
  containers:
    - name: api
      image: acme/api:1.0
      volumeMounts: [{{name: {name}, mountPath: {path}{more}}}]
  volumes:
    - name: {name}
      {volume}
"""


@pytest.mark.parametrize(
    ("volume", "path", "more", "shown"),
    [
        ("emptyDir: {}", "/data", "", "emptyDir:/data"),
        ("emptyDir:", "/data", "", "emptyDir:/data"),
        ("emptyDir: {sizeLimit: 1Gi}", "/data", "", "emptyDir:/data"),
        ("emptyDir: {medium: Memory}", "/data", "", "tmpfs:/data"),
        ("emptyDir: {}", "/data", ", readOnly: true", "emptyDir:/data:ro"),
        ("persistentVolumeClaim: {claimName: kept}", "/data", "", "kept:/data"),
        ("persistentVolumeClaim: {claimName: kept}", "/tmp", "", "kept:/tmp"),  # noqa: S108
        ("emptyDir: {}", "/tmp", "", ""),  # noqa: S108
        ("emptyDir: {}", "/tmp/cache", "", ""),  # noqa: S108
        ("emptyDir: {}", "/tmpl", "", "emptyDir:/tmpl"),  # noqa: S108
        ("emptyDir: {medium: Memory}", "/dev/shm", "", ""),  # noqa: S108
    ],
)
def test_an_empty_folder_is_a_volume_where_it_could_be_expected_to_last(
    tmp_path, volume, path, more, shown
):
    text = POD.format(name="state", volume=volume, path=path, more=more)
    drawn = draw(tmp_path, {"k8s/pod.yaml": text})
    assert {value for _, fact, value in told(drawn) if fact == "volumes"} == (
        {shown} if shown else set()
    )


def test_the_name_of_an_empty_folder_is_of_no_account(tmp_path):
    one, other = (
        told(
            draw(
                tmp_path / name,
                {
                    "k8s/pod.yaml": POD.format(
                        name=name, volume="emptyDir: {}", path="/data", more=""
                    )
                },
            )
        )
        for name in ("state", "kept")
    )
    assert one == other
