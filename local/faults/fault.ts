/** What a fault befalls. Names are physical ones, as AWS has them. */
export type FaultTarget =
  | {
      readonly kind: "function";
      readonly name: string;
      /** A version or an alias; absent: every invocation. */
      readonly qualifier?: string;
    }
  | { readonly kind: "route"; readonly routeKey: string }
  | { readonly kind: "table"; readonly name: string }
  | { readonly kind: "bucket"; readonly name: string };

export type TargetKind = FaultTarget["kind"];

export type FaultKind =
  | "latency"
  | "error"
  | "exception"
  | "timeout"
  | "throttle"
  | "refuse"
  | "concurrency"
  | "status";

/** What happens, and how much of it. */
export interface FaultEffect {
  readonly kind: FaultKind;
  /** Milliseconds of `latency`, executions of `concurrency`, the HTTP status of `status`; absent for the others. */
  readonly amount?: number;
  /** Share of what it could befall, over 0 to 100. */
  readonly percent: number;
}

export interface Fault extends FaultEffect {
  readonly target: FaultTarget;
}

/** What a kind of fault does, and the values that it takes. */
export interface FaultMeaning {
  /** Absent: it takes none. */
  readonly amount?: {
    readonly unit: "time" | "executions" | "status";
    /** As people write it. */
    readonly example: string;
    readonly least: number;
    readonly most: number;
  };
  /** By what it befalls; what is absent can't have it. */
  readonly does: Partial<Readonly<Record<TargetKind, string>>>;
}

/** Longer than anything here waits. */
const LONGEST_MS = 900_000;

/** Answers that an HTTP API gives by itself. */
export const OWN_STATUSES: readonly number[] = [429, 500, 503];

/** Every kind of fault, in the order in which people are shown them. */
export const FAULTS: Readonly<Record<FaultKind, FaultMeaning>> = {
  latency: {
    amount: { unit: "time", example: "2s", least: 1, most: LONGEST_MS },
    does: {
      function: "Its invocations take longer, up to its time-out.",
      route: "Its integration answers later: the API waits 30 s at most.",
      table: "Calls take longer.",
      bucket: "Calls take longer.",
    },
  },
  error: {
    does: {
      function: "Its invocations fail in the place of its handler.",
      route: "The invocations that it makes fail in the place of the handler.",
      table: "DynamoDB answers InternalServerError, which SDKs retry.",
      bucket: "S3 answers InternalError, which SDKs retry.",
    },
  },
  exception: {
    does: {
      function:
        "Its handler's code throws when it reads the event: one that catches answers in its own words.",
      route: "The handler's code throws when it reads the event: one that catches answers in its own words.",
    },
  },
  timeout: {
    does: {
      function: "Its invocations run into its time-out.",
      route: "The invocations that it makes run into the function's time-out.",
    },
  },
  throttle: {
    does: {
      function: "Lambda refuses its invocations: TooManyRequestsException.",
      route: "Lambda refuses the invocations that it makes: TooManyRequestsException.",
      table:
        "DynamoDB throttles: ThrottlingException, or ProvisionedThroughputExceededException with provisioned capacity.",
      bucket: "S3 answers SlowDown.",
    },
  },
  refuse: {
    does: {
      function: "Nobody may invoke it: AccessDeniedException.",
      route: "The API may not invoke its function: AccessDeniedException.",
      table: "Calls are refused by a policy above the role's: AccessDeniedException.",
      bucket: "Calls are refused by a policy above the role's: AccessDenied.",
    },
  },
  concurrency: {
    amount: { unit: "executions", example: "800", least: 1, most: 100_000 },
    does: { function: "So many further executions of it seem to run: those over its limit are throttled." },
  },
  status: {
    amount: { unit: "status", example: "503", least: 429, most: 503 },
    does: { route: "The API answers 429, 500 or 503 by itself and invokes nothing." },
  },
};

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/** The kinds of fault that something can have. */
export function kindsOf(target: TargetKind): FaultKind[] {
  return FAULT_KINDS.filter((kind) => FAULTS[kind].does[target] !== undefined);
}
