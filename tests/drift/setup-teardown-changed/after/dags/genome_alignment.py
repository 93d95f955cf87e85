from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule=None, start_date=datetime(2025, 1, 1))
def genome_alignment():
    @task
    def create_cluster() -> str:
        return "align"

    @task
    def align_reads(cluster: str) -> str:
        return cluster

    @task
    def delete_cluster(cluster: str) -> None:
        print(cluster)

    cluster = create_cluster()
    align_reads(cluster) >> delete_cluster(cluster)


genome_alignment()
