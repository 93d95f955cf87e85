import pandas as pd
from sqlalchemy import create_engine


class ReadingValidator:
    def validate(self, readings: pd.DataFrame) -> None:
        if (readings["kwh"] < 0).any():
            raise ValueError("negative consumption")


class ReadingLoader:
    def load(self, readings: pd.DataFrame) -> None:
        engine = create_engine("postgresql://grid/meters")
        readings.to_sql("readings", engine, if_exists="append", index=False)


def main() -> None:
    readings = pd.read_csv("s3://grid/readings.csv")
    ReadingValidator().validate(readings)
    ReadingLoader().load(readings)


if __name__ == "__main__":
    main()
