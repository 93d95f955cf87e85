import json

import psycopg2
from confluent_kafka import Consumer

INSERT = "INSERT INTO orders (id, body) VALUES (%s, %s)"


def main():
    consumer = Consumer({"bootstrap.servers": "kafka", "group.id": "orders"})
    consumer.subscribe(["orders"])
    conn = psycopg2.connect("dbname=orders")
    while True:
        message = consumer.poll(1.0)
        order = json.loads(message.value())
        conn.cursor().execute(INSERT, (order["id"], message.value()))
        conn.commit()
        consumer.commit(message)


if __name__ == "__main__":
    main()
