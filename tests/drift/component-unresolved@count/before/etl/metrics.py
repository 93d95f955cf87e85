import requests


class Metrics:
    def count(self, name: str, value: int) -> None:
        requests.post("https://push.example", json={name: value}, timeout=3)
