import pandas as pd

from etl.clients import BankClient


class StatementsPipeline:
    def __init__(self) -> None:
        self.bank = BankClient()

    def run(self) -> None:
        statements = pd.DataFrame(self.bank.statements())
        statements.to_parquet("s3://finance/statements.parquet")


if __name__ == "__main__":
    StatementsPipeline().run()
