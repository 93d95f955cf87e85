from airflow.operators.bash import BashOperator


def clean_up(folder):
    return BashOperator(task_id=f"clean_{folder}", bash_command=f"rm -rf {folder}")
