"""Files that hold words of pipelines and describe none: each is as it is found in projects."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.declarations import generic
from pytest_etl_diagram.documents.files import Files

OTHERS = {
    ".github/workflows/pipeline.yml": """\
name: pipeline
on: {push: {branches: [main]}}
jobs:
  extract:
    runs-on: ubuntu-latest
    outputs: {tag: "${{ steps.x.outputs.tag }}"}
    steps:
      - uses: actions/checkout@v4
      - name: load
        run: make load
  load:
    needs: extract
    runs-on: ubuntu-latest
    steps: [{run: make}]
""",
    "action.yml": """\
name: Load data
inputs:
  source: {description: where from, required: true}
outputs:
  target: {description: where to}
runs:
  using: composite
  steps: [{run: echo, shell: bash}]
""",
    ".gitlab-ci.yml": """\
stages: [extract, transform, load]
extract:
  stage: extract
  script: [make extract]
  artifacts: {paths: [data/]}
load:
  stage: load
  needs: [extract]
  script: [make load]
""",
    "azure-pipelines.yml": """\
trigger: [main]
pool: {vmImage: ubuntu-latest}
stages:
  - stage: extract
    jobs:
      - job: load
        steps:
          - script: make
          - task: PublishBuildArtifacts@1
            inputs: {pathToPublish: out}
""",
    "bitbucket-pipelines.yml": """\
image: python:3.12
pipelines:
  default:
    - step: {name: Extract, script: [make]}
    - step: {name: Load, script: [make load], artifacts: [out/**]}
""",
    ".circleci/config.yml": """\
version: 2.1
jobs:
  load:
    docker: [{image: cimg/python}]
    steps: [checkout, {run: make}]
workflows:
  main: {jobs: [load]}
""",
    ".buildkite/pipeline.yml": """\
steps:
  - label: pull
    command: docker pull x
  - label: push
    command: docker push x
    depends_on: pull
""",
    ".woodpecker/pipeline.yml": """\
pipeline:
  extract: {image: alpine, commands: [make extract]}
  load: {image: alpine, commands: [make load]}
""",
    "cloudbuild.yaml": """\
steps:
  - name: gcr.io/cloud-builders/docker
    args: [pull, x]
  - name: gcr.io/cloud-builders/docker
    args: [push, x]
images: [x]
""",
    "ci/pipeline.yml": """\
resources:
  - {name: source, type: git, source: {uri: "https://example.com/a.git"}}
jobs:
  - name: load
    plan: [{get: source, trigger: true}, {task: load, file: source/load.yml}]
""",
    "docker-compose.yml": """\
services:
  etl:
    image: etl
    volumes:
      - {type: bind, source: ./data, target: /data}
    develop: {watch: [{action: sync, path: ./src, target: /app}]}
volumes: {data: {}}
""",
    "k8s/pipeline.yaml": """\
apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: etl}
spec:
  params: [{name: source, type: string}]
  tasks:
    - {name: extract, taskRef: {name: extract}}
    - {name: load, taskRef: {name: load}, runAfter: [extract]}
""",
    "kustomization.yaml": """\
resources: [a.yaml]
replacements:
  - source: {kind: ConfigMap, name: a, fieldPath: data.x}
    targets: [{select: {kind: Deployment}, fieldPaths: [spec.x]}]
""",
    "argocd/values.yaml": """\
applications:
  shop:
    source: {repoURL: "https://example.com/a.git", path: charts/shop, targetRevision: main}
    destination: {server: "https://kubernetes.default.svc", namespace: shop}
""",
    "charts/etl/values.yaml": """\
image: {repository: etl, tag: "1.0"}
source: {enabled: true}
target: {enabled: false}
ingress: {enabled: false, hosts: [{host: a, paths: []}]}
""",
    "openapi/pipelines.yaml": """\
openapi: 3.0.0
info: {title: Pipelines, version: "1"}
paths:
  /pipelines:
    get: {responses: {"200": {description: x}}}
components:
  schemas: {Pipeline: {properties: {source: {type: string}, target: {type: string}}}}
""",
    "schemas/pipeline.json": """\
{"$schema": "http://json-schema.org/draft-07/schema#", "properties":
 {"source": {"type": "object"}, "target": {"type": "object"}, "steps": {"type": "array"}}}
""",
    "template.yaml": """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Load: {Type: AWS::Glue::Job, Properties: {Name: load}}
Outputs: {Target: {Value: !Ref Load}}
""",
    "serverless.yml": """\
service: etl
provider: {name: aws, runtime: python3.12}
functions:
  load: {handler: load.handler, events: [{schedule: rate(1 day)}]}
""",
    "playbooks/etl.yml": """\
- hosts: all
  tasks:
    - {name: extract, unarchive: {src: a.tgz, dest: /opt}}
    - {name: load, copy: {src: a, dest: /b}}
""",
    "roles/etl/tasks/main.yml": """\
- name: Extract the archive
  unarchive: {src: a.tgz, dest: /opt}
- name: Load the module
  modprobe: {name: x}
  when: loaded
""",
    "dbt_project.yml": """\
name: shop
version: "1.0"
config-version: 2
models: {shop: {+materialized: table}}
""",
    "models/staging/sources.yml": """\
version: 2
sources:
  - {name: raw, schema: raw, tables: [{name: orders, tests: [not_null]}]}
models:
  - {name: stg_orders, columns: [{name: id, tests: [unique]}]}
""",
    "meltano.yml": """\
default_environment: dev
plugins:
  extractors: [{name: tap-github}]
  loaders: [{name: target-postgres}]
jobs: [{name: sync, tasks: [tap-github target-postgres]}]
""",
    "dags/pipelines.yaml": """\
default:
  default_args: {owner: me, start_date: 2024-01-01}
orders:
  schedule_interval: "@daily"
  tasks:
    extract: {operator: airflow.operators.bash.BashOperator, bash_command: echo}
    load: {operator: airflow.operators.bash.BashOperator, dependencies: [extract]}
""",
    "conf/base/catalog.yml": """\
orders: {type: pandas.CSVDataset, filepath: data/orders.csv}
model_input: {type: pandas.ParquetDataset, filepath: data/m.pq, load_args: {columns: [a]}}
""",
    "environment.yml": """\
name: etl
channels: [conda-forge]
dependencies: [python=3.12, pip, {pip: [dbt]}]
""",
    ".pre-commit-config.yaml": """\
repos:
  - repo: https://example.com/x
    rev: v1
    hooks: [{id: check-yaml, stages: [commit]}]
""",
    "mkdocs.yml": """\
site_name: Pipelines
nav: [{Extract: extract.md}, {Load: load.md}]
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
""",
    "locales/en/pipelines.yml": """\
en:
  pipelines:
    title: Pipelines
    source: Source
    target: Target
    steps: Steps
    schedule: Schedule
    extract: Extract
    load: Load
""",
    "redirects.yml": """\
- {from: /old/path, to: /new/path}
- {from: /old/b, to: /new/b}
""",
    "crowdin.yml": """\
files:
  - {source: /locale/en.yml, translation: /locale/%locale%.yml}
""",
    "prometheus.yml": """\
scrape_configs:
  - job_name: etl
    static_configs: [{targets: ["etl:9090"]}]
    relabel_configs: [{source_labels: [a], target_label: b}]
""",
    "promtail.yaml": """\
clients: [{url: "http://loki/push"}]
scrape_configs:
  - job_name: x
    pipeline_stages: [{regex: {expression: a, source: b}}, {output: {source: c}}]
""",
    "otel/pipelines.yaml": """\
receivers: {otlp: {protocols: {grpc: {}}}}
processors: {batch: {}}
exporters: {logging: {}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [logging]}}}
""",
    "alertmanager.yml": """\
route: {receiver: team}
receivers: [{name: team}]
inhibit_rules: [{source_match: {severity: a}, target_match: {severity: b}}]
""",
    "config/database.yaml": """\
sources:
  shop: {type: postgres, host: "${PGHOST}", database: shop}
  events: {type: api, base_url: "https://example.com"}
targets:
  warehouse: {type: snowflake, account: "${ACCOUNT}"}
  lake: {type: s3, bucket: lake}
""",
    "azureml/pipeline.yml": """\
$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
jobs:
  train:
    type: command
    inputs: {data: {type: uri_folder, path: azureml:data}}
    outputs: {model: {type: uri_folder, path: azureml:out}}
""",
    "kfp/pipeline.yaml": """\
components: {comp-load: {executorLabel: exec-load}}
deploymentSpec: {executors: {exec-load: {container: {image: x}}}}
pipelineInfo: {name: etl}
root: {dag: {tasks: {extract: {inputs: {}}, load: {dependentTasks: [extract]}}}}
""",
    "rasa/pipeline.yml": """\
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CRFEntityExtractor
  - name: DIETClassifier
""",
    "dvc.yaml": """\
stages:
  extract: {cmd: python extract.py, deps: [extract.py], outs: [raw]}
  load: {cmd: python load.py, deps: [raw], outs: [db]}
""",
    "logging.yaml": """\
version: 1
formatters: {console: {format: "%(message)s"}}
handlers: {file: {class: logging.FileHandler, filename: etl.log}}
root: {level: INFO, handlers: [file]}
""",
    ".github/dependabot.yml": """\
version: 2
updates: [{package-ecosystem: pip, directory: /, target-branch: main}]
""",
    "numbers_pipeline.yaml": "[1, 2, 3]\n",
    "text_pipeline.yaml": "just a text: with a colon\n",
    "empty_pipeline.yaml": "",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_no_pipeline(name, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OTHERS[name], encoding="utf-8")
    found = generic.read(Files(tmp_path), name)
    assert [workflow.name for workflow in found.workflows] == []
    assert found.problems == ()
