import pandas as pd

from etl.loaders import ChunkLoader


def main() -> None:
    readings = pd.read_parquet("s3://iot/readings.parquet")
    ChunkLoader("postgresql://iot/readings").load(readings)


if __name__ == "__main__":
    main()
