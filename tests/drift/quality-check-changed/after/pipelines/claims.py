import pandas as pd
from sqlalchemy import create_engine


class InvalidClaims(ValueError):
    """Claims that must not be loaded."""


class ClaimsValidator:
    required = ("claim_id", "policy_id", "amount")

    def validate(self, claims: pd.DataFrame) -> None:
        if claims["claim_id"].duplicated().any():
            raise InvalidClaims("claim twice")
        if (claims["amount"] < 0).any():
            raise InvalidClaims("amount")


def main() -> None:
    claims = pd.read_csv("s3://insurance/claims.csv")
    ClaimsValidator().validate(claims)
    engine = create_engine("postgresql://dwh/claims")
    claims.to_sql("claims", engine, if_exists="append", index=False)


if __name__ == "__main__":
    main()
