import type { InvokeAnswer } from "../../lambda/invocation.ts";
import { duration } from "../format.ts";
import { pretty } from "../overview/try-form.ts";
import { Badge } from "../parts/badge.tsx";

export function InvocationAnswer({ answer }: { answer: InvokeAnswer }) {
  const { failed, milliseconds, requestId, payload, log } = answer;
  return (
    <section class="answer" aria-label="Answer" aria-live="polite">
      <p>
        <Badge tone={failed ? "bad" : "good"}>{failed ? "failed" : "ok"}</Badge> in {duration(milliseconds)},{" "}
        <a href={`/traces/${encodeURIComponent(requestId)}`}>trace and logs</a>
      </p>
      <pre>{pretty(payload) || "(no payload)"}</pre>
      <details>
        <summary>Log</summary>
        <pre>{log}</pre>
      </details>
    </section>
  );
}
