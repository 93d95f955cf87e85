FROM apache/airflow:3.1.0-python3.12
RUN pip install apache-airflow-providers-snowflake
