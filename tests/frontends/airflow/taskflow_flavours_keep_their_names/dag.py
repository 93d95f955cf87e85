from airflow.sdk import DAG, task

with DAG("flavours", schedule=None):
    @task
    def plain():
        return 1

    @task.virtualenv(requirements=["pandas"])
    def isolated(x):
        return x

    @task.bash
    def shell():
        return "true"

    @task.branch
    def decide():
        return "plain"

    @task.short_circuit
    def stop():
        return False

    @task.sensor(poke_interval=60, timeout=3600, mode="reschedule")
    def wait():
        return True

    @task(task_id="renamed", multiple_outputs=True)
    def original():
        return {"a": 1}

    wait() >> stop() >> decide() >> [isolated(plain()), shell()]
    original()
