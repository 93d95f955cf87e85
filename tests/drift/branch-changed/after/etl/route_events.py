import json

from kafka import KafkaConsumer, KafkaProducer


def run() -> None:
    consumer = KafkaConsumer("shop.events", group_id="router")
    producer = KafkaProducer(acks="all")
    for message in consumer:
        event = json.loads(message.value)
        if event["amount"] >= 100_000:
            producer.send("shop.review", message.value)
        else:
            producer.send("shop.accepted", message.value)


if __name__ == "__main__":
    run()
