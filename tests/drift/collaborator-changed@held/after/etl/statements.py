import pandas as pd

from etl.clients import BankClient


class StatementsPipeline:
    def run(self) -> None:
        statements = pd.DataFrame(BankClient().statements())
        statements.to_parquet("s3://finance/statements.parquet")


if __name__ == "__main__":
    StatementsPipeline().run()
