"""What a function reads that a cloud starts for its events."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.flows.tracing.notation import written
from tests.flows.tracing.tracing import trace

SOURCES = {
    "record['s3']['object']['key']": "S3",
    "record['kinesis']['data']": "Kinesis",
    "record['dynamodb']['NewImage']": "DynamoDB",
    "record['Sns']['Message']": "SNS",
    "record['body']": "SQS",
    "record.get('messageAttributes')": "SQS",
}

PROGRAM = """
from sdk import Target
target = Target()
def handler(event, context):
    for record in event["Records"]:
        target.load({part})
"""


@pytest.mark.parametrize("part", SOURCES)
def test_the_records_are_of_the_source_that_the_code_takes_them_for(part, tmp_path):
    flow = trace(tmp_path, PROGRAM.replace("{part}", part), "handler")
    verb = "consume" if SOURCES[part] in ("Kinesis", "SNS", "SQS") else "read"
    assert written([flow]).splitlines()[1:] == [
        f"  step {verb} [extract] <read {SOURCES[part]}>",
        "  for event['Records']",
        "    step load [load] Target?",
    ]


def test_one_record_may_be_taken_by_its_number(tmp_path):
    program = """
    from sdk import Target
    def lambda_handler(event, _context):
        Target().load(event["Records"][0]["s3"]["object"]["key"])
    """
    flow = trace(tmp_path, dedent(program), "lambda_handler")
    assert written([flow]).splitlines()[1:] == [
        "  step read [extract] <read S3>",
        "  step load [load] Target?",
    ]


def test_of_other_parameters_nothing_is_known(tmp_path):
    flow = trace(
        tmp_path, PROGRAM.replace("context", "sheet").replace("{part}", "record['s3']"), "handler"
    )
    assert "read" not in written([flow])
