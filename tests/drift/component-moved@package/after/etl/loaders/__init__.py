from etl.loaders.parquet import ParquetLoader
