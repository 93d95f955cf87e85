import pandas as pd

from etl.steps import Deduplicator, Enricher, Loader


def main() -> None:
    raw = pd.read_csv("s3://marketing/leads.csv")
    unique = Deduplicator().transform(raw)
    leads = Enricher().transform(raw)
    Loader().load(leads)
    print(f"{len(raw)} leads, {len(unique)} of them new")


if __name__ == "__main__":
    main()
