import json

import boto3

sqs = boto3.client("sqs")


def handle(event, context):
    for message in sqs.receive_message(QueueUrl="tickets")["Messages"]:
        ticket = json.loads(message["Body"])
        if ticket["priority"] == "high":
            sqs.send_message(QueueUrl="tickets-urgent", MessageBody=message["Body"])
        else:
            sqs.send_message(QueueUrl="tickets-normal", MessageBody=message["Body"])
