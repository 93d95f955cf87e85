from enum import Enum
from pathlib import Path
from typing import List, Optional

import attr
import yaml
from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dacite import from_dict
from dataclasses import dataclass, field
from pydantic import BaseModel, Field


class Mode(str, Enum):
    FULL = "full"
    INCREMENTAL = "incremental"


class Stage(BaseModel):
    name: str
    mode: Mode = Mode.FULL
    retries: int = 1
    after: List[str] = Field(default_factory=list)


class Pipeline(BaseModel):
    dag_id: str
    stages: List[Stage]
    schedule: Optional[str] = None


@attr.s(auto_attribs=True)
class Check:
    name: str
    retries: int = attr.ib(default=2)


@attr.s
class Report:
    name = attr.ib()
    retries = attr.ib(default=3)


@dataclass
class Export:
    name: str
    checks: List[Check] = field(default_factory=list)


pipeline = Pipeline(**yaml.safe_load((Path(__file__).parent / "orders.yml").read_text()))
with DAG(pipeline.dag_id, schedule=pipeline.schedule) as dag:
    made = {}
    for stage in pipeline.stages:
        name = f"{stage.mode.value}_{stage.name}"
        made[stage.name] = EmptyOperator(task_id=name, retries=stage.retries)
        for before in stage.after:
            made[before] >> made[stage.name]
    export = from_dict(Export, {"name": "export", "checks": [{"name": "count"}]})
    for check in export.checks:
        made["load"] >> EmptyOperator(task_id=f"{export.name}_{check.name}", retries=check.retries)
    report = Report("report")
    EmptyOperator(task_id=report.name, retries=report.retries)
