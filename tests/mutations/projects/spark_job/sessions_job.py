import argparse
import sys

from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

RAW_PATH = "s3a://lake/raw/events/"
CURATED_PATH = "s3a://lake/curated/sessions/"


def build_spark(app_name: str) -> SparkSession:
    return (
        SparkSession.builder.appName(app_name)
        .config("spark.sql.shuffle.partitions", "200")
        .enableHiveSupport()
        .getOrCreate()
    )


def read_events(spark: SparkSession, ds: str) -> DataFrame:
    return spark.read.parquet(RAW_PATH).where(F.col("ds") == ds)


def sessionize(events: DataFrame, gap_minutes: int = 30) -> DataFrame:
    w = Window.partitionBy("user_id").orderBy("event_time")
    with_gap = events.withColumn(
        "gap", F.col("event_time").cast("long") - F.lag("event_time").over(w).cast("long")
    )
    flagged = with_gap.withColumn(
        "new_session", (F.col("gap") > gap_minutes * 60).cast("int")
    )
    sessions = flagged.withColumn("session_no", F.sum("new_session").over(w))
    return sessions.groupBy("user_id", "session_no").agg(
        F.min("event_time").alias("started_at"),
        F.count("*").alias("events"),
    )


def enrich(sessions: DataFrame, spark: SparkSession) -> DataFrame:
    users = spark.table("dim.users").select("user_id", "country")
    return sessions.join(F.broadcast(users), on="user_id", how="left")


def check_not_empty(df: DataFrame) -> None:
    if df.rdd.isEmpty():
        raise RuntimeError("no sessions")


def write(df: DataFrame, ds: str) -> None:
    (
        df.withColumn("ds", F.lit(ds))
        .repartition(16, "country")
        .write.mode("overwrite")
        .partitionBy("ds")
        .parquet(CURATED_PATH)
    )


def main(argv=None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ds", required=True)
    args = parser.parse_args(argv)

    spark = build_spark("sessions")
    try:
        events = read_events(spark, args.ds).dropDuplicates(["event_id"])
        sessions = sessionize(events)
        enriched = enrich(sessions, spark)
        check_not_empty(enriched)
        write(enriched, args.ds)
        spark.sql("MSCK REPAIR TABLE curated.sessions")
    finally:
        spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
