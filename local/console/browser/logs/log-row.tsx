import type { LogEntry } from "../../logs/log-entry.ts";
import { clock } from "../format.ts";
import { Fields } from "../parts/fields.tsx";

/** One line of a log; with its fields below it where it has some. */
export function LogRow({ entry, showFunction = true }: { entry: LogEntry; showFunction?: boolean }) {
  const level = entry.level || "NONE";
  return (
    <li class={`log-row level-${level.toLowerCase()}`}>
      <details>
        <summary>
          <time>{clock(entry.time)}</time>
          <span class="log-level">{entry.level === "PLATFORM" ? "platform" : entry.level || "·"}</span>
          {showFunction && (
            <span class="log-function">{entry.functionName ?? entry.group.split("/").at(-1)}</span>
          )}
          <span class="log-text">{entry.text}</span>
        </summary>
        <LogDetail entry={entry} />
      </details>
    </li>
  );
}

function LogDetail({ entry: { group, stream, requestId, fields, text } }: { entry: LogEntry }) {
  return (
    <div class="log-detail">
      <pre>{text}</pre>
      {fields && <Fields value={fields} />}
      <p>
        {group} · {stream}
      </p>
      {requestId !== undefined && (
        <p>
          Request <a href={`/traces/${encodeURIComponent(requestId)}`}>{requestId}</a>
        </p>
      )}
    </div>
  );
}
