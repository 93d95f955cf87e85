from airflow.decorators import dag, task, task_group
from pendulum import datetime


@dag(schedule="*/15 * * * *", start_date=datetime(2025, 1, 1), catchup=False)
def telecom_cdr():
    @task
    def collect_cdr() -> list[str]:
        return []

    @task_group(group_id="mediate_calls", prefix_group_id=False)
    def mediate(files):
        @task
        def decode_asn1(names):
            return names

        @task
        def correlate_calls(records):
            return records

        return correlate_calls(decode_asn1(files))

    @task
    def rate_calls(calls):
        return calls

    rate_calls(mediate(collect_cdr()))


telecom_cdr()
