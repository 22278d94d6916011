/** The one typed event stream of the local cloud. Emulators publish, views subscribe, and neither knows the other. */

/** One answered HTTP request at a gateway: an API stage or a Function URL. */
export interface RequestEvent {
  readonly type: "request";
  /** Milliseconds since the epoch at which the request's headers arrived. */
  readonly time: number;
  readonly apiId: string;
  /** `$default`, a stage's name, or the function's name for a Function URL. */
  readonly stage: string;
  readonly requestId: string;
  readonly method: string;
  /** Raw path with the stage in it, without the query string. */
  readonly path: string;
  /** Absent when no route matched. */
  readonly routeKey?: string;
  readonly status: number;
  /** Whole time at the gateway, in milliseconds. */
  readonly latencyMs: number;
  /** Time spent in the integration, in milliseconds; absent when it was not called. */
  readonly integrationLatencyMs?: number;
  readonly responseLength: number;
  /** Why the gateway itself answered an error; absent otherwise. */
  readonly error?: string;
  /** Name of the function that answered; absent when none did. */
  readonly functionName?: string;
  /** Lambda's request id of that invocation, which joins the request to its log lines and its trace. */
  readonly functionRequestId?: string;
  /** The stage's access log line, in the declared format; absent when the stage declares none. */
  readonly accessLog?: { readonly logGroup: string; readonly line: string };
}

/** How one invocation ended. */
export type InvocationOutcome = "ok" | "error" | "timeout" | "crash" | "throttle";

/** One finished (or throttled) invocation of a function. */
export interface InvocationEvent {
  readonly type: "invocation";
  /** Milliseconds since the epoch at which the invocation was asked for. */
  readonly time: number;
  readonly functionName: string;
  /** The alias or version that was named; absent for none. */
  readonly qualifier?: string;
  readonly version: string;
  readonly requestId: string;
  readonly outcome: InvocationOutcome;
  /** `Runtime.ExitError`, `Sandbox.Timedout`, the handler's own error type, …; absent when it went well. */
  readonly errorType?: string;
  /** Handler time in milliseconds; 0 for a throttle. */
  readonly durationMs: number;
  readonly billedDurationMs: number;
  /** Present on a cold start only. */
  readonly initDurationMs?: number;
  /** Time that the call waited for a free execution environment, in milliseconds. */
  readonly queuedMs: number;
  readonly maxMemoryUsedMb: number;
  readonly memorySizeMb: number;
  /** Execution environments of this function that were busy when this call began, itself included. */
  readonly concurrency: number;
  /** The `X-Amzn-Trace-Id` header that the function saw. */
  readonly traceId: string;
  /** `RequestResponse` or `Event`. */
  readonly invocationType: string;
}

/** One line in a CloudWatch log group: a function's own output, or the platform's START, END, REPORT and INIT lines. */
export interface LogEvent {
  readonly type: "log";
  readonly time: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly message: string;
  /** Absent for what is no function's line, an access log for example. */
  readonly functionName?: string;
  /** Absent for lines outside of an invocation. */
  readonly requestId?: string;
}

/** An execution environment started or ended. */
export interface ProcessEvent {
  readonly type: "process";
  readonly time: number;
  readonly state: "started" | "ended";
  readonly functionName: string;
  readonly instance: string;
  readonly pid: number;
  /** Why it ended: `idle`, `updated`, `timeout`, `crash`, `stopped`, `init`. */
  readonly reason?: string;
}

/** One statement of a policy, or its absence, that decided a call. */
export interface AccessDecision {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** `explicit deny`, `implicit deny`, or the Sid or index of the statement that allowed it. */
  readonly because: string;
}

/** One call to the AWS endpoint, with the decision about it. */
export interface AwsCallEvent {
  readonly type: "aws-call";
  readonly time: number;
  /** Signing name: `dynamodb`, `s3`, `lambda`, … */
  readonly service: string;
  /** IAM action, for example `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN of the caller. */
  readonly principal: string;
  /** The role behind the caller; absent for the account's operator. */
  readonly roleName?: string;
  /** The function whose credentials were used; absent for others. */
  readonly functionName?: string;
  readonly requestId: string;
  readonly status: number;
  readonly durationMs: number;
  /** Empty for the operator, whom no policy limits. */
  readonly decisions: readonly AccessDecision[];
  /** ARNs of what the call is about, whoever made it; absent for a call that could not be read. */
  readonly resources?: readonly string[];
  /** Those of them that the error is about; absent: all. */
  readonly failedResources?: readonly string[];
  /** AWS's error code when the call failed. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** The local cloud's own news: an evaluation, a rebuilt bundle, a warning. */
export interface NoticeEvent {
  readonly type: "notice";
  readonly time: number;
  readonly level: "info" | "warning" | "error";
  readonly message: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** An alarm changed its state. */
export interface AlarmEvent {
  readonly type: "alarm";
  readonly time: number;
  readonly alarmName: string;
  readonly alarmArn: string;
  readonly kind: "metric" | "composite";
  readonly previousState: AlarmState;
  readonly state: AlarmState;
  /** In CloudWatch's words. */
  readonly reason: string;
  /** ARNs that were told; empty when the alarm has none for this state, or its actions are switched off. */
  readonly actions: readonly string[];
}

/** A message reached an SNS topic. */
export interface NotificationEvent {
  readonly type: "notification";
  readonly time: number;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject?: string;
  readonly message: string;
}

export type LocalEvent =
  | RequestEvent
  | InvocationEvent
  | LogEvent
  | ProcessEvent
  | AwsCallEvent
  | AlarmEvent
  | NotificationEvent
  | NoticeEvent;

type EventOf<T extends LocalEvent["type"]> = Extract<LocalEvent, { type: T }>;
type Subscriber = (event: LocalEvent) => void;

/** Synchronous publish and subscribe. A subscriber that throws can't harm a publisher or another subscriber. */
export class EventStream {
  readonly #subscribers = new Map<LocalEvent["type"], Set<Subscriber>>();

  publish(event: LocalEvent): void {
    for (const subscriber of this.#subscribers.get(event.type) ?? []) {
      try {
        subscriber(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  /** @returns a function that ends the subscription. */
  subscribe<T extends LocalEvent["type"]>(type: T, subscriber: (event: EventOf<T>) => void): () => void {
    const subscribers = this.#subscribers.get(type) ?? new Set();
    this.#subscribers.set(type, subscribers);
    subscribers.add(subscriber as Subscriber);
    return () => void subscribers.delete(subscriber as Subscriber);
  }

  notice(level: NoticeEvent["level"], message: string): void {
    this.publish({ type: "notice", time: Date.now(), level, message });
  }
}
