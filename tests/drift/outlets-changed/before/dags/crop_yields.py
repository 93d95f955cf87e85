from airflow.sdk import Asset, dag, task
from pendulum import datetime

FIELDS = Asset("s3://agri-lake/fields.parquet")
YIELDS = Asset("s3://agri-lake/yields.parquet")


@dag(schedule="0 12 * * 1", start_date=datetime(2025, 4, 7), catchup=False)
def crop_yields():
    @task
    def download_satellite_images() -> str:
        return "/mnt/tiles"

    @task(outlets=[FIELDS, YIELDS])
    def estimate_yields(tiles: str) -> None:
        print(tiles)

    estimate_yields(download_satellite_images())


crop_yields()
