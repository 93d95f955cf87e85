"""What people call the parts of a pipeline: every synonym stands here, each in snake case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Entry, Mapping

SOURCES = tuple(
    "source sources data_source data_sources extract extracts extraction extractor extractors "
    "input inputs reader readers read from source_config ingest ingestion producer origin fetch "
    "fetcher pull".split()
)
TARGETS = tuple(
    "target targets sink sinks destination destinations dest load loads loading loader loaders "
    "output outputs writer writers write to target_config data_target data_targets "
    "data_sink data_sinks consumer store save persist".split()
)
TRANSFORMS = tuple(
    "transformations transformation transforms transform transformers transformer "
    "transformation_steps transformation_pipelines transform_steps processors processor "
    "processing operations via cleansing cleaning enrichment enrichments transformation_rules "
    "filters mappings".split()
)
STEPS = tuple("steps stages tasks phases actions nodes activities components".split())
CHECKS = tuple(
    "quality_checks quality_check checks check tests test expectations expectation validations "
    "validation validate validators validator quality data_quality data_quality_checks dq_checks "
    "dq assertions assertion quality_rules validation_rules data_quality_rules "
    "data_tests post_load_checks post_checks pre_load_checks pre_checks quality_gate "
    "quality_gates gate gates verify verification".split()
)
CHECKED = frozenset(
    "check checks test tests expectation expectations validation validations assertion assertions "
    "gate gates".split()
)
"""Last words of a key that names checks, whatever stands before them: `schema_tests`."""
UNCHECKED = frozenset("health unit integration smoke load stress".split())
"""Words before those that make them checks of something else than data."""
PIPELINES = tuple(
    "pipelines pipeline jobs job etls etl elt workflows workflow flows flow feeds feed datasets "
    "dags data_pipelines etl_jobs etl_pipelines ingestions syncs dataflows dataflow data_flows "
    "data_flow replications ingests".split()
)
WRAPPERS = tuple(
    "etl elt config configuration configurations project settings app application "
    "pipeline_config data spec definition".split()
)
"""Mappings that only stand around pipelines."""
CONTENTS = frozenset("config configuration spec definition settings pipeline_config".split())
"""Those of them that hold what a pipeline does, beside its settings."""
OF_ALL = frozenset(
    "schedule cron schedule_interval cron_schedule timezone catchup retries retry max_retries "
    "retry_count retry_delay retry_policy timeout timeout_seconds sla alerts alerting "
    "notifications on_failure on_error concurrency parallelism batch_size dead_letter "
    "dead_letter_queue dlq error_handling".split()
)
"""Settings that hold for each of the pipelines which they stand beside."""
NAMES = tuple("name id pipeline_name pipeline_id job_name job_id pipeline job title".split())
STEP_NAMES = tuple(
    "name id step_name step_id task_name task_id task_key spec_id step task label pipeline ruleset "
    "rule_set".split()
)
DEFAULTS = tuple(
    "defaults default default_args pipeline_defaults common_defaults default_settings global "
    "globals global_settings shared_settings".split()
)
SCHEDULES = tuple(
    "schedule cron schedule_interval cron_schedule cron_expression interval trigger triggers "
    "frequency scheduling".split()
)
SCHEDULE_VALUES = tuple(
    "cron cron_expression expression quartz_cron_expression schedule interval schedule_interval "
    "every rate frequency preset value".split()
)
"""Where in a mapping that is called `schedule` the schedule itself stands."""
DEPENDS = tuple(
    "depends_on depends dependencies dependency needs after upstream upstreams requires "
    "run_after previous dependson".split()
)
NEXT = tuple("next next_step next_steps downstream downstreams then goes_to triggers".split())
"""Settings of a step that name those after it."""
EDGES = tuple("edges links wires connections dependencies flow graph".split())
"""Settings of a pipeline that name pairs of its steps."""
EXTENDS = tuple(
    "extends inherits inherit inherits_from base base_pipeline parent template based_on".split()
)
"""Settings of a pipeline that name another one whose settings hold where it says nothing."""
INPUTS = tuple(
    "inputs input from source sources left dataset input_dataset input_df input_table t_inputs df "
    "dataframe input_id input_ids source_view".split()
)
"""Settings of a step that may name an earlier step, or what that one gives, as all it takes."""
BESIDE = tuple("right join_with with other other_source lookup lookup_table union_with".split())
"""Settings of a step that name what it takes beside what the step before it gives."""
OUTPUTS = tuple(
    "output outputs output_name output_dataset output_df output_table alias as result into "
    "target_df df_name target name id".split()
)
"""Settings of a step that give a name to what comes out of it."""
TYPES = tuple(
    "type source_type target_type sink_type kind connector plugin class class_name operator "
    "data_format system provider driver dialect engine format file_format".split()
)
"""What says of which sort a source or target is, first the best."""
STEP_TYPES = tuple(
    "type action op operation kind transform_type transformation_type check_type step_type "
    "task_type check test rule expectation_type expectation assertion transform transformation "
    "transformer processor validator plugin function class class_name operator method module "
    "script command uses".split()
)
"""What says of which sort a step is, first the best."""
CHECK_TYPES = tuple(
    "type check_type check test rule rule_type expectation_type expectation assertion constraint "
    "metric validator kind operator class class_name function".split()
)
"""What says of which sort a check is; its `action` is what follows on it."""
OF_COLUMNS = frozenset(
    "unique null nulls required duplicate duplicates distinct nullable positive negative present "
    "blank empty numeric".split()
)
"""Words in the type of a check whose only value is the column that it is of."""
BY_COLUMN = frozenset(
    "rename renames rename_columns cast casts type_casts dtypes column_mapping column_mappings "
    "mapping fillna fill_na fill_null fill_nulls derive derived_columns computed_columns "
    "with_columns add_columns".split()
)
"""Types of a step whose only value is a mapping by column, and no settings."""
WRITING = frozenset(
    "append overwrite upsert merge replace insert update truncate incremental full refresh delete "
    "snapshot ignore error scd1 scd2 write create load copy".split()
)
"""Words of the ways to write; a pipeline's `mode: streaming` is none."""
ITEMS = tuple(
    "steps checks rules expectations tests validations items list processors transforms "
    "transformations operations quality_checks assertions sources targets sinks tables_config "
    "inputs outputs columns_checks".split()
)
"""Where in a mapping that is a section (`quality_checks: {enabled: true, rules: […]}`) the parts
stand."""
SETTINGS = tuple(
    "config configuration params parameters args arguments kwargs options settings properties "
    "spec with connection_params details".split()
)
"""Mappings in a step whose content is the step's own."""
CONNECTIONS = tuple(
    "connection conn conn_id connection_id connection_name connection_ref conn_name "
    "connection_key".split()
)
ADDRESSES = frozenset(
    "host hostname server port database db dbname schema account url uri dsn jdbc_url "
    "connection_string bucket bootstrap_servers brokers project project_id endpoint".split()
)
"""Settings of a connection that say where it leads."""
MODES = tuple(
    "mode write_mode load_mode save_mode write_disposition disposition if_exists load_type "
    "write_type load_strategy write_strategy load_method sync_mode update_mode insert_mode "
    "output_mode strategy incremental_strategy".split()
)
KEYS = tuple(
    "keys key primary_key primary_keys merge_keys merge_key upsert_keys upsert_key unique_key "
    "unique_keys key_columns key_column business_key business_keys conflict_columns conflict_keys "
    "natural_key natural_keys match_columns id_columns merge_on conflict_target conflict_column "
    "match_keys match_key dedup_keys dedupe_keys upsert_on match_on record_key pk update_keys "
    "identity_columns".split()
)
TABLES = tuple(
    "table tables table_name source_table target_table destination_table entity "
    "relation view db_table collection index model".split()
)
SCHEMAS = tuple("schema dataset schema_name dataset_name dataset_id".split())
DATABASES = tuple("database db catalog project_id database_name".split())
TOPICS = tuple("topic topics stream stream_name".split())
QUEUES = tuple("queue queue_name queue_url subscription".split())
BUCKETS = tuple("bucket bucket_name container".split())
PATHS = tuple(
    "path paths file files filepath file_path file_name filename folder directory dir location "
    "uri prefix key_prefix glob input_path output_path output_dir pattern file_pattern".split()
)
URLS = tuple("url base_url endpoint api_url endpoint_url".split())
QUERIES = tuple("query sql sql_query select statement".split())
NAMED_DATA = tuple("dataset dataset_name object sobject object_name".split())
"""What names data where nothing else does."""
QUERY_FILES = tuple("query_file sql_file query_path sql_path script_file".split())
ARGUMENTS = tuple(
    "column columns field fields column_name column_names table table_name on target_column "
    "new_column output_column output by of".split()
)
"""What tells two steps of one type apart, first the best."""
COLUMNS = tuple("columns column field fields column_name column_names column_list".split())
UNSHOWN = frozenset(
    "description descriptions comment comments notes note doc docs documentation summary "
    "display_name human_name author created_at created_by updated_at last_modified".split()
)
"""What is said to people, and is no architecture."""

OF_SOURCE = frozenset(
    "batch_size page_size chunk_size fetch_size prefix query sql incremental incremental_column "
    "incremental_key watermark watermark_column cursor_field cursor_column replication_key "
    "lookback lookback_days file_pattern requests_per_second rate_limit pagination start_from "
    "source_table source_path source_query source_schema read_options".split()
)
"""Settings of a pipeline that say how its source is read."""
OF_TARGET = frozenset(
    {*MODES, *KEYS, "table", "table_name", "partition_by", "partitions", "partition_columns",
     "cluster_by", "target_table", "destination_table", "target_schema", "output_table",
     "write_options", "create_table", "truncate", "schema_evolution", "columns", "indexes"}
)  # fmt: skip
"""Settings of a pipeline that say how its target is written."""
TRANSFORMING = tuple(
    "fill fillna fill_null fill_nulls fill_na defaults_for rename renames rename_columns "
    "column_mapping column_mappings mapping cast casts dtypes type_casts drop_columns "
    "select_columns filter where dedupe deduplicate deduplication drop_duplicates join joins "
    "aggregate aggregation aggregations derive derived_columns computed_columns enrich normalize "
    "mask masking anonymize flatten explode pivot unpivot sort order_by lookup lookups merge "
    "map parse sql sql_query query sql_file".split()
)
"""Settings of a pipeline that are a transformation each."""
VALIDATING = tuple(
    "required required_columns required_fields not_null non_null unique unique_columns range "
    "ranges bounds allowed_values accepted_values row_count min_rows max_rows freshness "
    "constraints expectation_suite soda soda_checks great_expectations data_contract "
    "contract".split()
)
"""Settings of a pipeline that are a check each."""

EXTRACTING_WORDS = frozenset(
    "extract extracts extractor extraction ingest ingestion ingestor read reader source fetch "
    "download pull import collect consume consumer crawl scrape input get query".split()
)
TRANSFORMING_WORDS = frozenset(
    "transform transforms transformer transformation clean cleansing cleaning filter map mapper "
    "aggregate aggregation join enrich normalize dedupe deduplicate process processor derive "
    "calculate compute convert cast rename select sort union pivot merge_data model dbt "
    "spark".split()
)
LOADING_WORDS = frozenset(
    "load loads loader loading write writer sink target destination save store upload export "
    "publish insert upsert output push copy".split()
)
VALIDATING_WORDS = frozenset(
    "validate validates validator validation check checks test tests quality expect expectation "
    "expectations assert assertion verify audit dq soda".split()
)
NOTIFYING_WORDS = frozenset(
    "notify notification notifications alert alerts email mail slack teams pagerduty "
    "webhook".split()
)
ROLE_WORDS = (
    ("notify", NOTIFYING_WORDS),
    ("validate", VALIDATING_WORDS),
    ("extract", EXTRACTING_WORDS),
    ("load", LOADING_WORDS),
    ("transform", TRANSFORMING_WORDS),
)
"""Words in the type of a step → its role; the first word that has one decides."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z]+[0-9]*|[0-9]+")


@lru_cache(maxsize=65536)
def snake(name: str) -> str:
    """Return a name in snake case: `batch_size` of `batchSize` and `batch-size`."""
    return re.sub(r"[\s.-]+", "_", _CAMEL.sub("_", name.strip())).lower()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: `postgres`, `loader` of `PostgresLoader`."""
    return tuple(_WORD.findall(snake(text).replace("_", " ")))


def role_of(text: str) -> str:
    """Return the role that the words of a step's type or name tell, "" for none."""
    for word in words_of(text):
        for role, known in ROLE_WORDS:
            if word in known:
                return role
    return ""


def find(mapping: Mapping, names: tuple[str, ...]) -> Entry | None:
    """Return the entry under the first of `names` that a mapping has, however that is written."""
    ranks = _ranks(names)
    best, found = len(ranks), None
    for entry in mapping.entries:
        rank = ranks.get(snake(entry.key), best)
        if rank < best:
            best, found = rank, entry
    return found


@lru_cache(maxsize=1024)
def _ranks(names: tuple[str, ...]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}
