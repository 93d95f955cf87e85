import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3")


def lambda_handler(event, context):
    key = event["Records"][0]["s3"]["object"]["key"]
    try:
        image = s3.get_object(Bucket="uploads", Key=key)["Body"].read()
        s3.put_object(Bucket="thumbnails", Key=key, Body=image)
    except ClientError as error:
        print(f"{key}: {error}")
        return {"statusCode": 200}
    return {"statusCode": 200}
