from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup


class Builder:
    prefix = "built"

    def __init__(self, name, **settings):
        self.dag = DAG(f"{self.prefix}_{name}", schedule=None, **settings)
        self.steps = []

    def __enter__(self):
        self.dag.__enter__()
        return self

    def __exit__(self, *args):
        self.dag.__exit__(*args)

    def step(self, name, **kwargs):
        made = EmptyOperator(task_id=name, dag=self.dag, **kwargs)
        if self.steps:
            self.steps[-1] >> made
        self.steps.append(made)
        return self

    def build(self):
        return self.dag


class StrictBuilder(Builder):
    prefix = "strict"

    def step(self, name, **kwargs):
        return super().step(name, retries=3, **kwargs)


class Sales(DAG):
    def __init__(self):
        super().__init__("sales", schedule="@daily", catchup=False)
        with self:
            EmptyOperator(task_id="t")


built = Builder("one", tags=["x"]).step("a").step("b").build()
strict = StrictBuilder("two").step("a").step("b", pool="p").build()
sales = Sales()
with Builder("three") as b:
    EmptyOperator(task_id="in_context")
three = b.build()
