/**
 * A segment or a subsegment of a trace, as far as the local cloud reads it; what else a function sends stays in it.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export interface Segment {
  /** 16 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly trace_id?: string;
  /** Of the segment that this one is part of, or was called from. */
  readonly parent_id?: string;
  /** `subsegment` when it was sent apart from its segment. */
  readonly type?: string;
  /** Seconds since the epoch. */
  readonly start_time: number;
  /** Absent while it is in progress. */
  readonly end_time?: number;
  readonly in_progress?: boolean;
  /** AWS resource type: `AWS::Lambda::Function`. */
  readonly origin?: string;
  readonly resource_arn?: string;
  /** `aws` for a call to AWS, `remote` for any other. */
  readonly namespace?: string;
  /** Made by X-Ray for a service that sends no segments itself. */
  readonly inferred?: boolean;
  /** A client's mistake. */
  readonly error?: boolean;
  /** A refusal for too many requests. */
  readonly throttle?: boolean;
  /** The service's own failure. */
  readonly fault?: boolean;
  readonly http?: {
    readonly request?: {
      readonly method?: string;
      readonly url?: string;
      readonly user_agent?: string;
      readonly client_ip?: string;
    };
    readonly response?: { readonly status?: number; readonly content_length?: number };
  };
  readonly aws?: Readonly<Record<string, unknown>>;
  /** Indexed for filter expressions. */
  readonly annotations?: Readonly<Record<string, string | number | boolean>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  readonly subsegments?: readonly Segment[];
}

/** A segment and everything in it, depth first. */
export function* withSubsegments(segment: Segment): Generator<Segment> {
  yield segment;
  for (const subsegment of segment.subsegments ?? []) yield* withSubsegments(subsegment);
}
