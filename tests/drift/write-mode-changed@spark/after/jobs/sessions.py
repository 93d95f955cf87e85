from pyspark.sql import SparkSession


def main():
    spark = SparkSession.builder.appName("sessions").getOrCreate()
    events = spark.read.parquet("s3a://lake/raw/events/")
    sessions = events.groupBy("user_id", "session").count()
    sessions.write.mode("append").partitionBy("day").parquet("s3a://lake/sessions/")


if __name__ == "__main__":
    main()
