"""Makes one call with boto3: SERVICE OPERATION INPUT, where OPERATION is the method's name and INPUT is JSON."""

import json
import sys

import boto3

service, operation, given = sys.argv[1:]
client = boto3.client(service)
answer = getattr(client, operation)(**json.loads(given))
answer.pop("ResponseMetadata")
print(json.dumps(answer, default=lambda value: value.isoformat()))
