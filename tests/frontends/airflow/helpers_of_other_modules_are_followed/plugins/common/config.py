from datetime import timedelta

TABLES = ["orders", "users"]
DEFAULTS = {"retries": 2, "retry_delay": timedelta(minutes=10)}
