from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="0 2 * * *", start_date=datetime(2025, 1, 1), catchup=False)
def image_tiles():
    @task(pool="gpu")
    def render_tiles() -> str:
        return "tiles"

    @task
    def upload_tiles(folder: str) -> None:
        print(folder)

    upload_tiles(render_tiles())


image_tiles()
