import type { AwsRequest } from "../http-message.ts";
import { awsJson } from "../protocols/aws-json.ts";
import { cborWire } from "../protocols/cbor-wire.ts";
import { jsonWire } from "../protocols/json-wire.ts";
import { queryWire } from "../protocols/query-wire.ts";
import type { Wire } from "../protocols/wire.ts";
import { withQueryCodes, withQueryErrors } from "./query-errors.ts";

const json = withQueryErrors(jsonWire("1.0", awsJson("1.0", "")));
const cbor = withQueryErrors(cborWire);
const query = withQueryCodes(queryWire("http://monitoring.amazonaws.com/doc/2010-08-01/"));

/** CloudWatch speaks three protocols: CBOR to boto3 and the AWS CLI, JSON to the JavaScript SDK, queries to older ones. */
export function monitoringWire({ headers }: Pick<AwsRequest, "headers">): Wire {
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return cbor;
  return headers["x-amz-target"] === undefined ? query : json;
}
