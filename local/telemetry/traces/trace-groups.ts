import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";

/** A declared X-Ray group: traces that a filter takes together. */
export interface TraceGroup {
  readonly name: string;
  readonly arn: string;
  /** See {@link traceFilter}. */
  readonly filterExpression: string;
}

export const groupType = "aws:xray/group:Group";

const Group = v.object({
  groupName: v.string(),
  arn: v.string(),
  filterExpression: v.optional(v.string(), ""),
});

export function declaredTraceGroups(reader: DeclaredReader): TraceGroup[] {
  return reader
    .read(groupType, Group)
    .map(({ groupName: name, arn, filterExpression }) => ({ name, arn, filterExpression }));
}
