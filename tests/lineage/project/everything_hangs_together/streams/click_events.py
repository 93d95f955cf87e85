"""Cleans clicks, without end."""

import json

from kafka import KafkaConsumer, KafkaProducer


def run():
    consumer = KafkaConsumer("clicks", bootstrap_servers="kafka:9092")
    producer = KafkaProducer(bootstrap_servers="kafka:9092")
    for message in consumer:
        event = json.loads(message.value)
        if event.get("user"):
            producer.send("clean_clicks", event)


if __name__ == "__main__":
    run()
