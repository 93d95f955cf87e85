from ftplib import FTP
import io
import xml.etree.ElementTree as ET

from jobs.core import FeedError, FeedJob


class PriceFeed(FeedJob):
    table = "supplier.prices"

    def download(self):
        buffer = io.BytesIO()
        with FTP("ftp.supplier.example") as ftp:
            ftp.login()
            ftp.retrbinary("RETR prices.xml", buffer.write)
        for item in ET.fromstring(buffer.getvalue()).iter("item"):
            yield {"sku": item.get("sku"), "price": item.findtext("price")}

    def convert(self, row):
        if row["price"] is None:
            return None
        return {**row, "price": float(row["price"])}

    def accept(self, rows):
        if not rows:
            raise FeedError("no prices")
