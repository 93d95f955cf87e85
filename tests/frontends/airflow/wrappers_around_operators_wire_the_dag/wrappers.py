from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup


class Pipeline:
    def __init__(self, name, retries=0):
        self._given = locals()
        del self._given["self"]
        self.dag = DAG(name, schedule=None, default_args={"retries": retries})

    def __rshift__(self, other):
        other.adopt(self)
        return other


class Wrapped:
    def __init__(self, name):
        self.name = name
        self.after = []
        self.pipeline = None
        self.group = None

    @property
    def members(self):
        return []

    def into(self, group):
        self.group = group
        return self

    def __rshift__(self, others):
        for other in others if isinstance(others, list) else [others]:
            self.after.append(other)
            if self.pipeline:
                other.adopt(self.pipeline)
                self.last >> other.first
        return others

    def __rrshift__(self, others):
        for other in others:
            other >> self
        return self

    def adopt(self, pipeline):
        if self.pipeline is pipeline:
            return
        self.pipeline = pipeline
        self.attach(pipeline)
        for other in self.after:
            other.adopt(pipeline)
            self.last >> other.first


class Step(Wrapped):
    def __init__(self, name):
        super().__init__(name)
        self.first = self.last = EmptyOperator(task_id=name)

    def attach(self, pipeline):
        if self.group:
            self.group.add(self.first)
        self.first.dag = pipeline.dag


class Cluster(Wrapped):
    def __init__(self, name, steps):
        super().__init__(name)
        self.steps = [Step(f"{name}_up"), *steps, Step(f"{name}_down")]
        for earlier, later in zip(self.steps, self.steps[1:]):
            earlier >> later

    first = property(lambda self: self.steps[0].first)
    last = property(lambda self: self.steps[-1].last)

    def attach(self, pipeline):
        group = TaskGroup(self.name, dag=pipeline.dag, prefix_group_id=False)
        for step in self.steps:
            step.into(group)
        self.steps[0].adopt(pipeline)
