"""An operator of the project."""

from airflow.models.baseoperator import BaseOperator


class CopyOperator(BaseOperator):
    def __init__(self, table, **kwargs):
        super().__init__(**kwargs)
        self.table = table
