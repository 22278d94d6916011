import type { ComponentChildren } from "preact";

export type Tone = "good" | "bad" | "warn" | "info" | "plain";

/** A word or two that stand out. The word says it all: the colour only repeats it. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}

/** An HTTP status. */
export function Status({ status }: { status: number }) {
  return <Badge tone={statusTone(status)}>{status}</Badge>;
}

function statusTone(status: number): Tone {
  if (status >= 500) return "bad";
  if (status >= 400) return "warn";
  return status >= 300 ? "info" : "good";
}

/** An HTTP method. */
export function Method({ method }: { method: string }) {
  return <span class={`method method-${method.toLowerCase()}`}>{method}</span>;
}
