class Metrics:
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def count(self, name: str, value: int) -> None:
        print(f"{self.prefix}.{name}={value}")
