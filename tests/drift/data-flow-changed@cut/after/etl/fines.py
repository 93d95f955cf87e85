import pandas as pd

from etl.steps import Anonymizer, Archive, Exporter


def main() -> None:
    fines = pd.read_csv("s3://city/fines.csv")
    public = Anonymizer().transform(fines)
    Archive().keep(public)
    Exporter().export(fines)


if __name__ == "__main__":
    main()
