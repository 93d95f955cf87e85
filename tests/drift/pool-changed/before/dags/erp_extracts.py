from datetime import datetime

from airflow import DAG
from airflow.providers.oracle.operators.oracle import OracleOperator

TABLES = ["VBAK", "VBAP", "KNA1"]

with DAG("erp_extracts", schedule="0 1 * * *", start_date=datetime(2023, 5, 1)) as dag:
    snapshot = OracleOperator(
        task_id="freeze_snapshot", oracle_conn_id="erp", sql="BEGIN snap; END;", pool="erp"
    )
    for table in TABLES:
        snapshot >> OracleOperator(
            task_id=f"extract_{table.lower()}",
            oracle_conn_id="erp",
            sql=f"sql/{table}.sql",
            pool="erp",
        )
