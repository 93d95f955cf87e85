import pandas as pd

from etl.api import ForecastApi


def main() -> None:
    api = ForecastApi()
    rows = [api.forecast(city) for city in ("Lyon", "Turin", "Graz")]
    pd.DataFrame(rows).to_csv("/data/forecasts.csv", index=False)


if __name__ == "__main__":
    main()
