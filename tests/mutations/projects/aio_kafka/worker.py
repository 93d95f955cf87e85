import asyncio
import contextlib
import json
import os

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import UpdateOne

log = structlog.get_logger()

TOPIC_IN = "iot.readings"
TOPIC_DLT = "iot.readings.dlt"
ALERT_TOPIC = "iot.alerts"
MAX_TEMP = 90.0


class BadReading(Exception):
    ...


def parse(raw: bytes) -> dict:
    try:
        reading = json.loads(raw)
    except json.JSONDecodeError as e:
        raise BadReading("not json") from e
    if "device" not in reading or "temp" not in reading:
        raise BadReading("incomplete")
    return reading


async def handle_batch(records, db, producer):
    ops = []
    for record in records:
        try:
            reading = parse(record.value)
        except BadReading as e:
            await producer.send_and_wait(
                TOPIC_DLT, record.value, headers=[("error", str(e).encode())]
            )
            continue
        ops.append(
            UpdateOne(
                {"device": reading["device"], "ts": reading["ts"]},
                {"$set": reading},
                upsert=True,
            )
        )
        if reading["temp"] > MAX_TEMP:
            await producer.send(ALERT_TOPIC, json.dumps(reading).encode())
    if ops:
        await db.readings.bulk_write(ops, ordered=False)


async def main():
    consumer = AIOKafkaConsumer(
        TOPIC_IN,
        bootstrap_servers=os.environ["KAFKA"],
        group_id="iot-writer",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(bootstrap_servers=os.environ["KAFKA"])
    mongo = AsyncIOMotorClient(os.environ["MONGO_URL"])
    await asyncio.gather(consumer.start(), producer.start())
    try:
        while True:
            batches = await consumer.getmany(timeout_ms=1000, max_records=200)
            for tp, records in batches.items():
                log.info("batch", partition=tp.partition, size=len(records))
                await handle_batch(records, mongo.iot, producer)
            await consumer.commit()
    finally:
        await consumer.stop()
        await producer.stop()
        mongo.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
