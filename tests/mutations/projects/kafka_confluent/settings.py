import os

BOOTSTRAP = os.getenv("KAFKA_BOOTSTRAP", "localhost:9092")
SOURCE_TOPIC = "orders.raw"
TARGET_TOPIC = "orders.enriched"
DEAD_LETTER_TOPIC = "orders.dlq"
GROUP_ID = "order-enricher"
BATCH_SIZE = 500
POLL_TIMEOUT = 1.0
