import { derivedId } from "./lambda-segments.ts";
import { type Segment, withSubsegments } from "./segment.ts";

/** Resource types by the name that a call's subsegment has. */
const ORIGINS: Readonly<Record<string, string>> = {
  DynamoDB: "AWS::DynamoDB::Table",
  S3: "AWS::S3::Bucket",
  SNS: "AWS::SNS",
  SQS: "AWS::SQS::Queue",
};

/**
 * The segments that X-Ray makes for services which send none: one for each call to AWS or elsewhere.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-subsegments
 */
export function inferredSegments(segment: Segment): Segment[] {
  return [...withSubsegments(segment)].filter(({ namespace }) => namespace !== undefined).map(inferredFrom);
}

function inferredFrom(call: Segment): Segment {
  const { aws = {}, http, error, fault, throttle, end_time } = call;
  const resource = aws.table_name ?? aws.bucket_name;
  const origin = call.namespace === "aws" ? (ORIGINS[call.name] ?? `AWS::${call.name}`) : undefined;
  return {
    id: derivedId(call.id, "inferred"),
    name: typeof resource === "string" ? resource : call.name,
    parent_id: call.id,
    inferred: true,
    start_time: call.start_time,
    ...(end_time !== undefined && { end_time }),
    ...(origin !== undefined && { origin }),
    ...(http && { http }),
    ...(Object.keys(aws).length > 0 && { aws }),
    ...(error !== undefined && { error }),
    ...(fault !== undefined && { fault }),
    ...(throttle !== undefined && { throttle }),
  };
}
