"""AWS Lambda: invoice PDFs land in S3, events arrive by SQS, results go to DynamoDB."""
import json
import os
from urllib.parse import unquote_plus

import boto3
from aws_lambda_powertools import Logger, Metrics
from botocore.exceptions import ClientError

logger = Logger()
metrics = Metrics()
s3 = boto3.client("s3")
sqs = boto3.client("sqs")
sns = boto3.client("sns")
table = boto3.resource("dynamodb").Table(os.environ.get("TABLE", "invoices"))

DLQ_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/invoices-dlq"
ALERT_TOPIC = "arn:aws:sns:eu-west-1:123456789012:data-alerts"


def parse_invoice(body: bytes) -> dict:
    data = json.loads(body)
    for key in ("invoice_no", "vendor", "total"):
        if key not in data:
            raise ValueError(f"{key} is missing")
    return data


def process_record(record: dict) -> None:
    event = json.loads(record["body"])
    bucket = event["bucket"]
    key = unquote_plus(event["key"])
    obj = s3.get_object(Bucket=bucket, Key=key)
    invoice = parse_invoice(obj["Body"].read())
    table.put_item(
        Item={"pk": invoice["invoice_no"], **invoice},
        ConditionExpression="attribute_not_exists(pk)",
    )


@logger.inject_lambda_context
def lambda_handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            process_record(record)
        except ValueError as error:
            logger.warning("bad invoice", error=str(error))
            sqs.send_message(QueueUrl=DLQ_URL, MessageBody=record["body"])
        except ClientError:
            logger.exception("aws error")
            failures.append({"itemIdentifier": record["messageId"]})
    if failures:
        sns.publish(TopicArn=ALERT_TOPIC, Message=f"{len(failures)} invoices failed")
    return {"batchItemFailures": failures}
