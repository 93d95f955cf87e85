import pandas as pd


def to_wgs84(stops: pd.DataFrame) -> pd.DataFrame:
    return stops.assign(lat=stops["y"] / 1e6, lon=stops["x"] / 1e6)


def with_district(stops: pd.DataFrame) -> pd.DataFrame:
    return stops.assign(district=stops["zip"].str[:3])
