import os

import psycopg
import requests


class ClinicApi:
    def extract(self, day):
        return requests.get("https://api.example.com/appointments", params={"day": day}).json()


class AppointmentStore:
    def load(self, rows):
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            connection.cursor().executemany("INSERT INTO appointments VALUES (%s, %s)", rows)


class AppointmentPipeline:
    def __init__(self, api: ClinicApi, db: AppointmentStore):
        self.api = api
        self.db = db

    def run(self, day):
        self.db.load(self.api.extract(day))
