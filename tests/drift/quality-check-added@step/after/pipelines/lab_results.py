import pandas as pd


def check_units(results: pd.DataFrame) -> None:
    if not results["unit"].isin(["mg/dl", "mmol/l"]).all():
        raise ValueError("unknown unit")


def main() -> None:
    results = pd.read_parquet("s3://clinic/lab_results.parquet")
    check_units(results)
    results.to_parquet("s3://clinic-mart/lab_results.parquet")


if __name__ == "__main__":
    main()
