import requests


class ApiClient:
    def get(self, path: str) -> list[dict]:
        return requests.get(f"https://api.example/{path}", timeout=10).json()


class CachedApiClient:
    def get(self, path: str) -> list[dict]:
        return requests.get(f"https://api.example/{path}", timeout=10).json()
