import os
import sys

from jobs.prices import PriceFeed
from jobs.sinks import PostgresSink

FEEDS = [PriceFeed]


def main():
    sink = PostgresSink(os.environ["DSN"])
    ok = [feed(sink).run() for feed in FEEDS]
    sys.exit(0 if all(ok) else 1)


if __name__ == "__main__":
    main()
