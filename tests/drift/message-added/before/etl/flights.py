import pandas as pd
from sqlalchemy import create_engine, text


class FlightStore:
    def __init__(self) -> None:
        self.engine = create_engine("postgresql://ops/flights")

    def load(self, flights: pd.DataFrame) -> None:
        flights.to_sql("flights", self.engine, if_exists="append", index=False)

    def note_load(self) -> None:
        with self.engine.begin() as conn:
            conn.execute(text("INSERT INTO loads (name, at) VALUES ('flights', now())"))


def main() -> None:
    store = FlightStore()
    flights = pd.read_json("https://airport.example/flights.json")
    store.load(flights)


if __name__ == "__main__":
    main()
