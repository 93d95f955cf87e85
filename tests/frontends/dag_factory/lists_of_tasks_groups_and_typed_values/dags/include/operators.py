"""An operator of the project."""

from airflow.models.baseoperator import BaseOperator


class CopyOperator(BaseOperator):
    template_fields = ("table",)

    def __init__(self, table, **kwargs):
        super().__init__(retries=kwargs.pop("retries", 4), **kwargs)
        self.table = table

    def execute(self, context):
        pass
