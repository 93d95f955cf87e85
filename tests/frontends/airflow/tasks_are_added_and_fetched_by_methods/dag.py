from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup

dag = DAG("methods", schedule=None, default_args={"retries": 1})
a = EmptyOperator(task_id="a")
b = EmptyOperator(task_id="b")
dag.add_task(a)
dag.add_task(b)
dag.set_dependency("a", "b")
c = EmptyOperator(task_id="c", dag=dag)
dag.get_task("b") >> c
group = TaskGroup("g", dag=dag)
d = EmptyOperator(task_id="d", dag=dag, task_group=group)
c.set_downstream([d])
d.retries = 5
