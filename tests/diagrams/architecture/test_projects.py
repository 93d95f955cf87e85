"""Whole projects: files are read, and the architecture is what an engineer would draw."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.flows.structure import structure
from pytest_etl_diagram.flows.tree import Structure
from pytest_etl_diagram.mermaid.writing import write
from tests.diagrams.architecture.drawn import (
    cls,
    drawn,
    edges,
    flow,
    layer,
    link,
    nodes,
    reads,
    step,
    told,
    writes,
)
from tests.mermaid.real import meant, understood
from tests.reading import Files

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram

SHOP = {
    "config/etl.yaml": "database: {url: sqlite://}\nbatch_size: 10\n",
    "extractors/base.py": """
        from abc import ABC, abstractmethod
        class BaseExtractor(ABC):
            @abstractmethod
            def extract(self, query): ...
    """,
    "extractors/postgres.py": """
        from extractors.base import BaseExtractor
        class PostgresExtractor(BaseExtractor):
            def __init__(self, url):
                self.url = url
            def extract(self, query): ...
    """,
    "transformers/cleaner.py": """
        from utils.retry import retry
        class DataCleaner:
            @retry(times=3)
            def clean(self, rows): ...
    """,
    "loaders/base.py": """
        class BaseLoader:
            def load(self, rows):
                raise NotImplementedError
    """,
    "loaders/snowflake.py": """
        from loaders.base import BaseLoader
        from warehouse_sdk import SnowClient
        class SnowflakeLoader(BaseLoader):
            def __init__(self):
                self.client = SnowClient()
            def load(self, rows): ...
    """,
    "utils/retry.py": """
        def retry(times):
            return lambda function: function
    """,
    "pipelines/daily.py": """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        from transformers.cleaner import DataCleaner
        if TYPE_CHECKING:
            from extractors.base import BaseExtractor
            from loaders.base import BaseLoader
        class DailyPipeline:
            def __init__(self, source: BaseExtractor, target: BaseLoader | None = None):
                self.source = source
                self.target = target
            def run(self):
                return self.target.load(DataCleaner().clean(self.source.extract("SELECT 1")))
    """,
    "main.py": """
        import yaml
        from extractors.postgres import PostgresExtractor
        from loaders.snowflake import SnowflakeLoader
        from pipelines.daily import DailyPipeline
        def main():
            config = yaml.safe_load(open("config/etl.yaml"))
            source = PostgresExtractor(config["database"]["url"])
            DailyPipeline(source, target=SnowflakeLoader()).run()
        if __name__ == "__main__":
            main()
    """,
    "tests/test_daily.py": """
        from pipelines.daily import DailyPipeline
        class FakeExtractor:
            def extract(self, query): ...
        def test_it():
            DailyPipeline(FakeExtractor()).run()
    """,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Files:
    project = Files(tmp_path_factory.mktemp("shop"))
    for name, text in SHOP.items():
        project.write(name, dedent(text))
    return project


def _told(project: Files, *, elsewhere: bool) -> list[Structure]:
    sources = [name for name in SHOP if name.endswith(".py")]
    found = []
    for name in sources:
        it, module = project.evaluate((project.root / name).read_text(), name)
        found.append(Structure(name, *structure(it, module, sources if elsewhere else ())))
    return found


EXPECTED = {
    "DailyPipeline holds BaseExtractor (source)",
    "DailyPipeline holds BaseLoader (target)",
    "DailyPipeline holds PostgresExtractor (source)",
    "DailyPipeline holds SnowflakeLoader (target)",
    "DailyPipeline uses DataCleaner",
    "DataCleaner uses retry",
    "PostgresExtractor implements BaseExtractor",
    "SnowflakeLoader holds SnowClient (client)",
    "SnowflakeLoader implements BaseLoader",
    "config/etl.yaml configures main (database.url)",
    "main uses DailyPipeline",
    "main uses PostgresExtractor",
    "main uses SnowflakeLoader",
}
LAYERS = {
    "BaseExtractor": "extract",
    "BaseLoader": "load",
    "DailyPipeline": "orchestration",
    "DataCleaner": "transform",
    "PostgresExtractor": "extract",
    "SnowClient": "utilities",
    "SnowflakeLoader": "load",
    "config/etl.yaml": "configuration",
    "main": "orchestration",
    "retry": "utilities",
}


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_project_of_classes_is_drawn(project, elsewhere):
    diagram = drawn(*_told(project, elsewhere=elsewhere))
    assert edges(diagram) == EXPECTED
    assert {name: layer(diagram, name) for name in nodes(diagram)} == LAYERS


def test_one_file_tells_of_all_that_it_loads(project):
    told = {each.source: each for each in _told(project, elsewhere=False)}
    assert edges(drawn(told["main.py"])) == EXPECTED


def test_a_file_tells_only_of_itself_where_the_others_are_asked_too(project):
    told = {each.source: each for each in _told(project, elsewhere=True)}
    assert {each.name for each in told["pipelines/daily.py"].components} == {
        "DailyPipeline",
        "daily",
    }


def _everything() -> Diagram:
    """Return an architecture with every kind of node and edge."""
    pipeline = cls("Pipeline", configured_by=(("etl.yaml", ("a", "b.c")),), methods=("run",))
    base, loader = cls("BaseLoader", abstract=("load",)), cls("Loader")
    validator, notifier = cls("Validator"), cls("Notifier")
    of_pipeline = flow(
        pipeline,
        step(1, cls("Extractor"), gives=True, endpoints=(reads("PostgreSQL", "a|b"),)),
        step(2, validator, takes=(1,)),
        step(3, loader, takes=(1,), endpoints=(writes("Kafka", "out #1;", "topic"),)),
        step(4, notifier),
        step(5, "SnowLoader", takes=(1,)),
    )
    parts = (pipeline, base, loader, validator, notifier, cls("Extractor"), cls("Helper"))
    links = [
        link("implements", loader, base),
        link("holds", pipeline, loader, "target"),
        link("uses", loader, cls("Helper")),
    ]
    jobs = [("daily etl", "Pipeline.run", "pipeline.py")]
    return drawn(told(*parts, links=links, flows=[of_pipeline], callables=jobs))


def test_the_real_mermaid_understands_every_kind_of_node_and_edge():
    graph = _everything().graph
    assert {node.role for node in graph.nodes} == {
        "component", "config", "dag", "extract", "interface", "load", "notify", "store",
        "unknown", "validate",
    }  # fmt: skip
    assert {edge.kind for edge in graph.edges} == {
        "configures", "data", "holds", "implements", "triggers", "uses",
    }  # fmt: skip
    assert understood(write(graph)) == meant(graph)
