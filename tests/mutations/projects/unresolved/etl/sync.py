"""Mirror support tickets into the warehouse."""
import logging
import time

from acme_warehouse import SnowLoader
from zendesk_sdk import TicketClient, ZendeskError

from etl.alerts import page_on_call
from etl.cleaning import anonymize, flatten

logger = logging.getLogger(__name__)

MAX_RETRIES = 3


class TicketSync:
    def __init__(self, client=None, loader=None):
        self.client = client or TicketClient("acme")
        self.loader = loader or SnowLoader(database="SUPPORT")

    def fetch(self, since):
        for attempt in range(MAX_RETRIES):
            try:
                return self.client.list_tickets(updated_after=since)
            except ZendeskError:
                logger.warning("attempt %s failed", attempt + 1)
                if attempt == MAX_RETRIES - 1:
                    raise
                time.sleep(5)

    def execute(self, since, kind="incremental"):
        tickets = self.fetch(since)
        if not tickets:
            return {"status": "nothing"}
        rows = [anonymize(flatten(t)) for t in tickets]
        try:
            match kind:
                case "full":
                    self.loader.replace_table("TICKETS", rows)
                case "incremental":
                    self.loader.merge_rows("TICKETS", rows, keys=["TICKET_ID"])
                case _:
                    raise ValueError(f"unknown kind {kind}")
        except ConnectionError as err:
            page_on_call("ticket sync", str(err))
            raise
        self.loader.update_statistics("TICKETS")
        return {"status": "done", "rows": len(rows)}


def main():
    logging.basicConfig(level=logging.INFO)
    TicketSync().execute(since="2024-01-01")
