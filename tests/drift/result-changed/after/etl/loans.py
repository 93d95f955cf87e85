import pandas as pd
from sqlalchemy import create_engine


class LoanSource:
    def read(self) -> pd.DataFrame:
        return pd.read_csv("s3://bank/loans.csv")


class LoanLoader:
    def load(self, loans: pd.DataFrame) -> int:
        engine = create_engine("postgresql://risk/loans")
        loans.to_sql("loans", engine, if_exists="append", index=False)
        return len(loans)


def main() -> None:
    loans = LoanSource().read()
    LoanLoader().load(loans)
    print("done")


if __name__ == "__main__":
    main()
