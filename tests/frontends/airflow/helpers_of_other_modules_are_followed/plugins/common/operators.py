from airflow.sdk import BaseOperator


class CopyOperator(BaseOperator):
    def __init__(self, *, table, retries=5, **kwargs):
        super().__init__(retries=retries, **kwargs)
        self.table = table

    def execute(self, context):
        pass
