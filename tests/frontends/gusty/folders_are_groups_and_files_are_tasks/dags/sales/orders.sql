---
operator: airflow.operators.bash.BashOperator
bash_command: run
retries: 4
external_dependencies:
  - crm: contacts
---
SELECT * FROM orders
