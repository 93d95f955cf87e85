from airflow.models.baseoperator import chain, cross_downstream
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain_linear

with DAG("chained", schedule=None):
    t = {n: EmptyOperator(task_id=n) for n in "abcdefghijklmnop"}
    chain(t["a"], [t["b"], t["c"]], [t["d"], t["e"]], t["f"])
    chain_linear(t["g"], [t["h"], t["i"]], [t["j"], t["k"]], t["l"])
    cross_downstream([t["m"], t["n"]], [t["o"], t["p"]])
