from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Asset, AssetAlias
from airflow.timetables.assets import AssetOrTimeSchedule
from airflow.timetables.trigger import CronTriggerTimetable

orders = Asset("orders", uri="s3://lake/orders")
users = Asset("s3://lake/users")
events = Asset("events")

with DAG("list_of_assets", schedule=[orders, users]):
    EmptyOperator(task_id="t", inlets=[orders], outlets=[events])
with DAG("both", schedule=orders & users):
    pass
with DAG("either", schedule=orders | users):
    pass
with DAG("mixed", schedule=(orders | users) & events):
    pass
with DAG("alias", schedule=[AssetAlias("anything")]):
    pass
with DAG("or_time", schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("0 1 * * *", timezone="UTC"), assets=orders)):
    pass
