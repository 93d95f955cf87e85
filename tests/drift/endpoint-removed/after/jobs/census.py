import pandas as pd


def main():
    people = pd.read_csv("s3://stats/census/people.csv")
    homes = pd.read_csv("s3://stats/census/homes.csv")
    people.merge(homes, on="home_id").to_parquet("s3://stats/marts/households.parquet")


if __name__ == "__main__":
    main()
