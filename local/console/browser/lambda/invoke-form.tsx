import { useState } from "preact/hooks";
import type { InvokeAnswer } from "../../lambda/invocation.ts";
import type { SavedEvent } from "../../lambda/saved-events.ts";
import { pretty } from "../overview/try-form.ts";
import { Failure } from "../parts/notice.tsx";
import { post, useJson } from "../server.ts";
import { InvocationAnswer } from "./invocation-answer.tsx";

/** Invokes the function with an event: one that API Gateway would make, one that was kept, or any other. */
export function InvokeForm({ name }: { name: string }) {
  const path = `/api/functions/${encodeURIComponent(name)}`;
  const events = useJson<readonly SavedEvent[]>(`${path}/events`);
  const [choice, setChoice] = useState<string>();
  const [edited, setEdited] = useState<string>();
  const [answer, setAnswer] = useState<InvokeAnswer>();
  const [error, setError] = useState<string>();
  // The first, until another is chosen.
  const [first] = events.data ?? [];
  const chosen = choice ?? first?.name ?? "";
  const payload = edited ?? (first ? pretty(first.payload) : "{}");
  const choose = (event: SavedEvent | undefined) => {
    if (!event) return;
    setChoice(event.name);
    setEdited(pretty(event.payload));
  };
  const attempt = async (action: () => Promise<void>) => {
    setError(undefined);
    await action().catch((failure: Error) => setError(failure.message));
  };
  const invoke = () =>
    attempt(async () => setAnswer(await post<InvokeAnswer>(`${path}/invoke`, { payload })));
  const keep = () => {
    const kept = prompt("Keep this event as", chosen)?.trim();
    if (!kept) return;
    void attempt(async () => {
      await post(`${path}/events`, { name: kept, payload });
      setChoice(kept);
      setEdited(payload);
      events.reload();
    });
  };
  return (
    <section class="card" aria-label="Invoke">
      <h2>Invoke</h2>
      <div class="invoke">
        <label>
          <span>Event</span>
          <select
            value={chosen}
            onChange={({ currentTarget: { value } }) =>
              choose(events.data?.find((event) => event.name === value))
            }
          >
            {(events.data ?? []).map(({ name: event, isSaved }) => (
              <option key={event} value={event}>
                {isSaved ? `★ ${event}` : event}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="hidden">Payload</span>
          <textarea
            rows={9}
            value={payload}
            spellcheck={false}
            onInput={(event) => setEdited(event.currentTarget.value)}
          />
        </label>
        <p class="buttons">
          <button type="button" class="primary" onClick={invoke}>
            Invoke
          </button>
          <button type="button" onClick={keep}>
            Keep event
          </button>
        </p>
      </div>
      {error !== undefined && <Failure message={error} />}
      {answer && <InvocationAnswer answer={answer} />}
    </section>
  );
}
