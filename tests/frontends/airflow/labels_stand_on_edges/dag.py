from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Label, TaskGroup

with DAG("labelled", schedule=None):
    check = EmptyOperator(task_id="check")
    good, bad, end = (EmptyOperator(task_id=n) for n in ("good", "bad", "end"))
    check >> Label("rows > 0") >> good >> end
    check >> Label("no rows") >> [bad, end]
    end << Label("back") << bad
    with TaskGroup("g") as g:
        inner = EmptyOperator(task_id="inner")
    check >> Label("into group") >> g
