import boto3

sqs = boto3.client("sqs")
table = boto3.resource("dynamodb").Table("deliveries")


def main() -> None:
    while True:
        answer = sqs.receive_message(QueueUrl="deliveries", MaxNumberOfMessages=10)
        for message in answer["Messages"]:
            table.put_item(Item={"id": message["MessageId"], "body": message["Body"]})


if __name__ == "__main__":
    main()
