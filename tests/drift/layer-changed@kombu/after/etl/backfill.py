import pandas as pd

from etl.relay import SensorRelay


def main() -> None:
    relay = SensorRelay(None)
    for row in pd.read_csv("/data/readings.csv").to_dict("records"):
        relay.relay(row)


if __name__ == "__main__":
    main()
