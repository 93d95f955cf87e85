"""The whole project: what its architecture and its lineage tell."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import BASE, DAILY, EVENTS, PIPELINE_CONFIG, SALES

ARCHITECTURE = "__etl_diagrams__/architecture.etl-example.md::architecture[etl-example]"
LINEAGE = "__etl_diagrams__/lineage.etl-example.md::lineage[etl-example]"

FIRST = PIPELINE_CONFIG
"""The first file with a pipeline: it stands for a project where nothing else does."""

EVENTS_FOLDER = "{var:events_folder}/{(ds - 1 day, 0:00:00).isoformat()}"
DUCKDB = "loaders/duckdb_loader.py"
PARQUET = "loaders/parquet_loader.py"
EXTRACTOR = "extractors/base_extractor.py"
POSTGRES = "extractors/postgres_extractor.py"

WHOLE = (
    Mutation(
        "loader without its base",
        ARCHITECTURE,
        (Edit(PARQUET, "class ParquetLoader(BaseLoader)", "class ParquetLoader"),),
        (Told("base-changed", "ParquetLoader", "class ParquetLoader:"),),
    ),
    Mutation(
        "a method no longer demanded",
        ARCHITECTURE,
        (
            Edit(
                EXTRACTOR,
                "    @abstractmethod\n    def validate_connection(",
                "    def validate_connection(",
            ),
        ),
        (Told("abstract-methods-changed", "BaseExtractor", "class BaseExtractor(ABC):"),),
    ),
    Mutation(
        "the database is read without retries",
        ARCHITECTURE,
        (
            Edit(POSTGRES, "    @retry_with_backoff(retries=3, backoff_factor=0.5)\n", ""),
            Edit(POSTGRES, "from utils.retry import retry_with_backoff\n", ""),
        ),
        (Told("collaborator-removed", "PostgresExtractor", "class PostgresExtractor("),),
    ),
    Mutation(
        "data passes by the enrichment",
        ARCHITECTURE,
        (
            Edit(
                DAILY,
                "self.enrich(self.aggregate(self.clean(sales)))",
                "self.aggregate(self.clean(sales))",
            ),
        ),
        (
            Told("data-flow-changed", "DailySalesPipeline", "self.check_quality(execution_date"),
            Told("data-flow-changed", "BaseLoader", "self.target.upsert(rows, table)", BASE),
            Told("data-flow-changed", "Enricher", "return Enricher(products"),
        ),
    ),
    Mutation(
        "the DAG loads into another warehouse",
        ARCHITECTURE,
        (
            Edit(
                SALES,
                "from loaders.snowflake_loader import SnowflakeLoader",
                "from loaders.duckdb_loader import DuckDBLoader",
            ),
            Edit(SALES, "warehouse = SnowflakeLoader(", "warehouse = DuckDBLoader("),
        ),
        (
            Told(
                "endpoint-removed",
                "Snowflake",
                'cursor.execute("SELECT 1")',
                "loaders/sql_loader.py",
            ),
            Told(
                "endpoint-removed",
                "SnowflakeLoader",
                "class SnowflakeLoader(",
                "loaders/snowflake_loader.py",
            ),
            Told(
                "collaborator-changed",
                "DailySalesPipeline",
                "self.target.upsert(rows, table)",
                BASE,
            ),
            Told("collaborator-changed", "daily_sales_dag", "warehouse = DuckDBLoader("),
            Told("endpoint-added", "DuckDB", "connection.execute(table.create())", DUCKDB),
            Told("endpoint-added", "DuckDBLoader", "connection.execute(table.create())", DUCKDB),
        ),
    ),
    Mutation(
        "a DAG waits for another one",
        LINEAGE,
        (
            Edit(
                SALES,
                'external_dag_id="source_data_ready"',
                'external_dag_id="other_data_ready"',
            ),
        ),
        (Told("external-changed", "other_data_ready", "with DAG("),),
    ),
    Mutation(
        "sessions go into another table",
        LINEAGE,
        (
            Edit(EVENTS, "INSERT INTO user_sessions", "INSERT INTO sessions"),
            Edit(EVENTS, "DELETE FROM user_sessions", "DELETE FROM sessions"),
            Edit(EVENTS, "COUNT(*) FROM user_sessions", "COUNT(*) FROM sessions"),
        ),
        (Told("target-changed", "user_events", "@dag("),),
    ),
    Mutation(
        "inventory goes into another table",
        LINEAGE,
        (Edit(PIPELINE_CONFIG, "    name: inventory\n", "    name: stock\n"),),
        (Told("target-changed", "inventory_sync", "\ninventory_sync:"),),
    ),
    Mutation(
        "products come from another table",
        LINEAGE,
        (Edit(DAILY, "category FROM products", "category FROM catalog"),),
        (
            Told("source-changed", "DailySalesPipeline.run", "    def run(self, execution_date"),
            Told("source-changed", "daily_sales_etl", "with DAG(", SALES),
        ),
    ),
    Mutation(
        "a DAG is gone",
        LINEAGE,
        (Edit(EVENTS, "\n\nuser_events()\n", "\n"),),
        (
            Told("pipeline-removed", "user_events", "", FIRST),
            Told("endpoint-removed", f"{EVENTS_FOLDER}/unique.events", "", FIRST),
        ),
    ),
)
