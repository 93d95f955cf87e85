# HR feed: SFTP drop -> checks -> Postgres
import io
import os
import smtplib
from email.message import EmailMessage

import pandas as pd
import paramiko
from sqlalchemy import create_engine, text

HOST = "sftp.payroll.example.com"
REMOTE = "/outbox/employees.csv"
RECIPIENTS = "hr-data@acme.example"


class ValidationError(Exception):
    def __init__(self, problems):
        self.problems = problems


class EmployeeValidator:
    """Collects all problems before it fails."""

    def __init__(self, df):
        self.df = df
        self.problems = []

    def check_not_null(self, *columns):
        for column in columns:
            if self.df[column].isnull().any():
                self.problems.append(f"{column} has nulls")
        return self

    def check_unique(self, column):
        if self.df[column].duplicated().any():
            self.problems.append(f"{column} is not unique")
        return self

    def check_range(self, column, low, high):
        if not self.df[column].between(low, high).all():
            self.problems.append(f"{column} out of range")
        return self

    def raise_if_failed(self):
        if self.problems:
            raise ValidationError(self.problems)


def download() -> pd.DataFrame:
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(HOST, username="acme", key_filename=os.environ["SFTP_KEY"])
    sftp = client.open_sftp()
    buffer = io.BytesIO()
    sftp.getfo(REMOTE, buffer)
    sftp.close()
    client.close()
    buffer.seek(0)
    return pd.read_csv(buffer)


def validate(df: pd.DataFrame) -> None:
    (
        EmployeeValidator(df)
        .check_not_null("employee_id", "email")
        .check_unique("employee_id")
        .check_range("fte", 0, 1)
        .raise_if_failed()
    )


def send_mail(subject: str, body: str) -> None:
    message = EmailMessage()
    message["Subject"], message["To"] = subject, RECIPIENTS
    message.set_content(body)
    with smtplib.SMTP("mail.acme.example") as smtp:
        smtp.send_message(message)


def replace_employees(df: pd.DataFrame, engine) -> None:
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE TABLE hr.employees"))
        df.to_sql("employees", conn, schema="hr", if_exists="append", index=False)


def process() -> str:
    engine = create_engine("postgresql+psycopg2://etl@db/hr")
    df = download()
    try:
        validate(df)
    except ValidationError as error:
        send_mail("HR feed rejected", "\n".join(error.problems))
        df.to_csv("/srv/rejected/employees.csv")
        return "rejected"
    if len(df) < 100:
        send_mail("HR feed suspiciously small", str(len(df)))
    replace_employees(df, engine)
    return "loaded"


if __name__ == "__main__":
    print(process())
