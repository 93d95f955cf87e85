import json

import boto3

sqs = boto3.client("sqs")
table = boto3.resource("dynamodb").Table("orders")


def handler(event, context):
    messages = sqs.receive_message(QueueUrl="orders", MaxNumberOfMessages=10)["Messages"]
    for message in messages:
        try:
            order = json.loads(message["Body"])
            table.put_item(Item=order)
        except ValueError:
            sqs.send_message(QueueUrl="orders-dlq", MessageBody=message["Body"])
