from airflow.models import BaseOperator


class LoadOperator(BaseOperator):
    pass
