from concurrent.futures import ThreadPoolExecutor

import boto3

s3 = boto3.client("s3")


def copy_image(key: str) -> None:
    image = s3.get_object(Bucket="uploads", Key=key)["Body"].read()
    s3.put_object(Bucket="thumbnails", Key=key, Body=image)


def main() -> None:
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket="uploads")["Contents"]]
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(copy_image, keys))


if __name__ == "__main__":
    main()
