import type { Contract } from "./contract.ts";

/** What an answer adds to a metric: one to a `Count`, the length of its body to `Bytes`. */
export interface AnswerMetric {
  /** In CloudWatch, with the dimensions `service` and `route`, and with `service` alone. */
  readonly name: string;
  readonly unit: "Count" | "Bytes";
}

/** What the business counts of a contract's answers, by route key and status. */
export type AnswerMetrics<C extends Contract = Contract> = {
  readonly [Key in keyof C["routes"]]?: {
    readonly [Status in keyof C["routes"][Key]["responses"]]?: AnswerMetric;
  };
};

/** The metric of one answer with its value, if there is one. */
export function measured(
  metrics: AnswerMetrics,
  route: string,
  { status, body }: { readonly status: number; readonly body: unknown },
): (AnswerMetric & { readonly value: number }) | undefined {
  const metric = metrics[route]?.[status];
  if (metric === undefined) return undefined;
  const value = metric.unit === "Count" ? 1 : body instanceof Uint8Array ? body.byteLength : 0;
  return { ...metric, value };
}
