"""How near the Airflow front end comes to what Airflow itself says of the same files."""
