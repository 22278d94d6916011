import type { ErrorAnswer } from "./problem.ts";

/** The route of a request that has none: its path may be anything, and no dimension may be that. */
export const UNROUTED = "unrouted";

/** What there is to tell of one request. */
export interface Observed {
  /** The contract's route key, or {@link UNROUTED}. */
  readonly route: string;
  readonly answer: ErrorAnswer;
  /** Lambda's. */
  readonly requestId: string;
  /** From the event to the answer, without what Lambda does before and after. */
  readonly durationMs: number;
  /** Whether the request waited for its execution environment. */
  readonly coldStart: boolean;
}
