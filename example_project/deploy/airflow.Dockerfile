# Airflow with this project installed: the tasks of dags/daily_sales_dag.py are the steps of
# pipelines/daily_sales.py. Build it from the example's folder:
#
#   docker build -f deploy/airflow.Dockerfile -t etl-example-airflow:0.1.0 .
FROM apache/airflow:3.1.8-python3.12

COPY --chown=airflow:0 . /opt/etl-example
RUN pip install --no-cache-dir "apache-airflow==${AIRFLOW_VERSION}" \
    "/opt/etl-example[postgres,s3,snowflake]"
