import type { TraceLine, TraceOutcome } from "../../traces/trace-line.ts";
import { clock, duration, quantity } from "../format.ts";
import { Badge, Method, Status, type Tone } from "../parts/badge.tsx";
import { Scrollable } from "../parts/scrollable.tsx";

export const OUTCOME_TONE: Readonly<Record<TraceOutcome, Tone>> = {
  ok: "good",
  error: "warn",
  throttle: "warn",
  fault: "bad",
};

/** One line for each trace; how long it took is drawn against the slowest of them. */
export function TraceTable({ lines }: { lines: readonly TraceLine[] }) {
  const slowest = Math.max(...lines.map(({ durationMs }) => durationMs), 1);
  return (
    <Scrollable class="card table-card">
      <table class="traces">
        <caption class="hidden">Traces, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Request</th>
            <th scope="col">Status</th>
            <th scope="col">Function</th>
            <th scope="col">Took</th>
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <TraceRow key={line.id} line={line} share={line.durationMs / slowest} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function TraceRow({ line, share }: { line: TraceLine; share: number }) {
  const { id, time, request, routeKey, entry, durationMs, outcome, coldStart, calls } = line;
  return (
    <tr>
      <td class="nowrap">
        <a href={`/traces/${encodeURIComponent(id)}`}>
          <time>{clock(time)}</time>
        </a>
      </td>
      <td>
        {request ? (
          <span class="request">
            <Method method={request.method} /> <span title={routeKey}>{request.path}</span>
          </span>
        ) : (
          "invoked directly"
        )}
      </td>
      <td>
        {request ? <Status status={request.status} /> : <Badge tone={OUTCOME_TONE[outcome]}>{outcome}</Badge>}
      </td>
      <td>{entry}</td>
      <td class="took">
        <span>{duration(durationMs)}</span>
        <span class="took-bar" aria-hidden="true">
          <span style={{ width: `${Math.max(1, share * 100)}%` }} />
        </span>
      </td>
      <td class="nowrap">
        {coldStart && <Badge tone="info">cold start</Badge>}{" "}
        {calls > 0 && <span class="muted">{quantity(calls, "AWS call")}</span>}
      </td>
    </tr>
  );
}
