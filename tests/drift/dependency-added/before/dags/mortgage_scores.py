from datetime import datetime

from airflow import DAG
from airflow.models.baseoperator import cross_downstream
from airflow.operators.bash import BashOperator

with DAG("mortgage_scores", schedule="0 3 * * *", start_date=datetime(2024, 2, 1)) as dag:
    incomes = BashOperator(task_id="fetch_incomes", bash_command="scores fetch incomes")
    houses = BashOperator(task_id="fetch_house_prices", bash_command="scores fetch houses")
    rates = BashOperator(task_id="fetch_interest_rates", bash_command="scores fetch rates")
    score = BashOperator(task_id="score_customers", bash_command="scores run")
    offer = BashOperator(task_id="prepare_offers", bash_command="scores offers")

    cross_downstream([incomes, houses], [score, offer])
    rates >> offer
