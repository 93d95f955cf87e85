import requests


class ForecastApi:
    def forecast(self, city: str) -> dict:
        response = requests.get("https://meteo.example/v1", params={"city": city}, timeout=10)
        return response.json()
