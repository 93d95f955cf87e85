"""Which imports are of a library that people know: nothing of it is a missing part of a project."""

from __future__ import annotations

import sys

LIBRARIES = frozenset(
    # data frames, arrays, files
    "pandas polars numpy scipy pyarrow dask distributed modin vaex cudf datatable xarray zarr h5py "
    "tables fastparquet fastavro avro openpyxl xlrd xlsxwriter pyxlsb ibis duckdb datafusion "
    "geopandas shapely pyproj fiona rasterio narwhals numba cython sympy networkx igraph "
    # engines and orchestrators
    "pyspark delta databricks koalas snowpark pyflink apache_beam ray modal joblib airflow cosmos "
    "dagster prefect luigi kedro metaflow mage_ai flytekit flyte kfp argo argo_workflows hera "
    "zenml dbt dlt sqlmesh meltano singer singer_sdk petl bonobo bytewax faust streamz hamilton "
    "celery kombu billiard rq dramatiq huey arq apscheduler schedule taskiq procrastinate "
    # databases and warehouses
    "sqlalchemy sqlmodel alembic psycopg psycopg2 psycopg_pool asyncpg aiopg pg8000 pymysql "
    "MySQLdb mysql aiomysql mariadb sqlite3 aiosqlite oracledb cx_Oracle pyodbc pymssql turbodbc "
    "ibm_db teradatasql vertica_python sqlglot sqlparse sqlfluff records dataset databases encode "
    "peewee pony tortoise ormar django_tables2 pymongo motor mongoengine beanie odmantic redis "
    "aioredis valkey elasticsearch elasticsearch_dsl opensearchpy cassandra neo4j py2neo influxdb "
    "influxdb_client clickhouse_driver clickhouse_connect pinotdb pydruid trino prestodb pyhive "
    "impala snowflake redshift_connector couchbase arango pymilvus qdrant_client chromadb "
    "pinecone weaviate lancedb faiss hdfs happybase questdb timescaledb psqlpy "
    # clouds and storage
    "boto3 botocore aiobotocore aioboto3 s3fs s3transfer moto awswrangler google gcsfs gspread "
    "googleapiclient oauth2client azure adlfs msal fsspec smart_open paramiko pysftp asyncssh "
    "ftputil minio oss2 ibm_boto3 openstack kubernetes docker pulumi hvac consul etcd3 "
    # queues and streams
    "kafka confluent_kafka aiokafka pika aio_pika aiormq pulsar nats stomp paho amqp zmq "
    "kinesis smart_open faststream nsq walrus "
    # the web
    "requests requests_oauthlib requests_toolbelt httpx aiohttp urllib3 httplib2 grpc grpc_tools "
    "zeep suds websocket websockets bs4 lxml html5lib scrapy selenium playwright mechanize "
    "feedparser flask fastapi starlette uvicorn gunicorn django rest_framework tornado sanic "
    "bottle falcon quart dash streamlit gradio panel bokeh werkzeug jinja2 mako markdown twisted "
    "graphene strawberry gql simple_salesforce stripe slack slack_sdk slackclient twilio sendgrid "
    "tweepy telegram discord praw hubspot shopify facebook_business pdpyras opsgenie_sdk apprise "
    # settings, commands, logs
    "yaml ruamel toml tomli tomlkit tomli_w dotenv decouple environ environs dynaconf omegaconf "
    "hydra confuse configobj pydantic pydantic_settings pydantic_core attr attrs cattr cattrs "
    "marshmallow dacite msgspec orjson ujson simplejson rapidjson msgpack cbor2 jsonschema "
    "cerberus voluptuous schema fastjsonschema click typer docopt fire rich tqdm alive_progress "
    "colorama tabulate prettytable loguru structlog pythonjsonlogger coloredlogs sentry_sdk "
    "rollbar datadog ddtrace statsd prometheus_client opentelemetry newrelic elasticapm mlflow "
    "wandb "
    # checks of data
    "great_expectations pandera soda deequ pydeequ whylogs evidently cuallee frictionless "
    "tensorflow_data_validation openlineage datahub amundsen "
    # retries, caches, helpers
    "tenacity backoff retrying stamina retry ratelimit pyrate_limiter cachetools diskcache "
    "more_itertools toolz cytoolz funcy boltons pipe wrapt decorator deprecated "
    "dependency_injector injector punq lagom inject pluggy stevedore blinker transitions "
    "dateutil pytz tzlocal pendulum arrow freezegun croniter babel humanize holidays dateparser "
    "cryptography nacl jwt jose passlib bcrypt oauthlib authlib keyring gnupg certifi chardet "
    "charset_normalizer idna unidecode ftfy regex phonenumbers email_validator validators "
    "psutil watchdog filelock portalocker sh plumbum pexpect fabric invoke anyio trio curio "
    "uvloop gevent greenlet eventlet aiofiles asyncstdlib six future past typing_extensions "
    "importlib_metadata importlib_resources pkg_resources setuptools packaging distutils "
    "zstandard lz4 snappy brotli py7zr rarfile pyzipper ijson xmltodict defusedxml PIL cv2 "
    "imageio pypdf PyPDF2 pdfplumber docx pptx reportlab "
    # models and plots
    "sklearn xgboost lightgbm catboost statsmodels prophet torch torchvision tensorflow keras jax "
    "datasets tokenizers sentence_transformers spacy nltk gensim openai anthropic "
    "cohere tiktoken langchain langchain_core langchain_community llama_index onnx onnxruntime "
    "optuna hyperopt shap matplotlib seaborn plotly altair vega_datasets "
    # tests
    "pytest hypothesis mock faker factory responses respx vcr testcontainers nose".split()
)
"""Top-level names of packages of PyPI, as they are imported."""

_GONE_OR_NEW = frozenset(
    "aifc annotationlib asynchat asyncore audioop cgi cgitb chunk compression crypt distutils "
    "imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pathlib pipes smtpd sndhdr spwd "
    "sunau telnetlib tomllib uu xdrlib __future__ builtins".split()
)
"""Modules that only some of the Pythons have: a drawing must not depend on which one draws."""
_STANDARD = sys.stdlib_module_names | _GONE_OR_NEW


def known_library(name: str) -> bool:
    """Tell whether a qualified name is of the standard library or of a well-known package."""
    top = name.partition(".")[0]
    return top in LIBRARIES or top in _STANDARD
