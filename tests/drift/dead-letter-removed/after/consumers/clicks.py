import json
import logging

from kafka import KafkaConsumer, KafkaProducer

log = logging.getLogger(__name__)


def main():
    consumer = KafkaConsumer("clicks.raw", bootstrap_servers="kafka:9092", group_id="clicks")
    producer = KafkaProducer(bootstrap_servers="kafka:9092", acks="all")
    for message in consumer:
        click = json.loads(message.value)
        if "user_id" not in click:
            log.warning("click without a user at offset %d", message.offset)
            continue
        producer.send("clicks.clean", json.dumps(click["payload"]).encode())
        consumer.commit()


if __name__ == "__main__":
    main()
