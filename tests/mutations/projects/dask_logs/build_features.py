"""Build user features from a month of access logs with Dask."""
import sys

import dask
import dask.dataframe as dd
from dask.distributed import Client, LocalCluster

LOGS = "gs://acme-logs/access/2024-*.parquet"
USERS = "gs://acme-dwh/users.parquet"
OUTPUT = "gs://acme-features/user_features/"


def load_logs():
    logs = dd.read_parquet(LOGS, columns=["user_id", "path", "status", "ms"])
    return logs[logs["status"] < 400]


def features(logs, users):
    per_user = logs.groupby("user_id").agg({"ms": "mean", "path": "count"})
    joined = per_user.merge(users, on="user_id", how="inner")
    return joined.repartition(npartitions=24)


def run(n_workers=4, threads_per_worker=2):
    cluster = LocalCluster(n_workers=n_workers, threads_per_worker=threads_per_worker)
    client = Client(cluster)
    try:
        logs = load_logs().persist()
        users = dd.read_parquet(USERS)
        result = features(logs, users)
        total, mean_ms = dask.compute(result["path"].sum(), result["ms"].mean())
        if total == 0:
            raise ValueError("no requests in logs")
        result.to_parquet(OUTPUT, write_index=False, overwrite=True)
        print(f"{total} requests, {mean_ms:.1f} ms")
    finally:
        client.close()
        cluster.close()


if __name__ == "__main__":
    run(n_workers=int(sys.argv[1]) if len(sys.argv) > 1 else 4)
