from airflow.models import BaseOperator


class LoadOperator(BaseOperator):
    def __init__(self, **kwargs):
        super().__init__(retries=4, **kwargs)
