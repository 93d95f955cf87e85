/*
operator: airflow.operators.bash.BashOperator
bash_command: run
dependencies: [orders]
execution_timeout: !timedelta
  hours: 2
*/
SELECT * FROM items
