from airflow.sdk import Asset, dag, task
from pendulum import datetime

TRAFFIC = Asset("s3://fleet/traffic")
PARCELS = Asset("s3://fleet/parcels")


@dag(schedule=[TRAFFIC, PARCELS], start_date=datetime(2025, 9, 1))
def route_planning():
    @task
    def plan_routes() -> None: ...

    @task
    def send_routes() -> None: ...

    plan_routes() >> send_routes()


route_planning()
