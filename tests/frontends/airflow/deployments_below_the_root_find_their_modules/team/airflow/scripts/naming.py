def stage_id(table):
    return f"load_{table}"
