import glob

import pandas as pd
from pyspark.sql import SparkSession


def merge_rates():
    frames = [pd.read_csv(path) for path in glob.glob("data/landing/*.csv")]
    pd.concat(frames).to_csv("data/rates.csv")


def load_users():
    spark = SparkSession.builder.getOrCreate()
    spark.read.parquet("s3a://lake/raw/users/").write.saveAsTable("users")


if __name__ == "__main__":
    merge_rates()
    load_users()
