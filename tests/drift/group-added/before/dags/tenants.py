ON_TRIAL: list[str] = []
