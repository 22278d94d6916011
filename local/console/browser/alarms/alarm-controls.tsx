import { useState } from "preact/hooks";
import type { AlarmPage } from "../../alarms/alarm-answers.ts";
import { count } from "../format.ts";
import { Failure } from "../parts/notice.tsx";
import { post } from "../server.ts";

/** Ways to see an alarm work: the fault and the traffic that make it fire, and its actions by themselves. */
export function AlarmControls({ page, onDone }: { page: AlarmPage; onDone: () => void }) {
  const { line, drill, running } = page;
  const [error, setError] = useState<string>();
  const path = `/api/alarms/${encodeURIComponent(line.name)}`;
  const act = async (url: string, body?: unknown) => {
    setError(undefined);
    try {
      await post(url, body);
      onDone();
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  return (
    <section class="card" aria-label="Rehearse">
      <h2>Rehearse it</h2>
      <p>{drill.text}</p>
      <p class="buttons">
        {drill.possible && running === undefined && (
          <button type="button" onClick={() => act(`${path}/drill`)}>
            Make it fire
          </button>
        )}
        {running && (
          <button type="button" onClick={() => act("/api/drill/stop")}>
            Stop the drill of {running.alarmName} ({count(running.sent)} sent)
          </button>
        )}
        <button type="button" onClick={() => act(`${path}/state`, { state: "ALARM" })}>
          Set to ALARM until the next look
        </button>
      </p>
      <p class="muted">
        Setting the state carries out the alarm's actions, as <code>aws cloudwatch set-alarm-state</code>{" "}
        does.
      </p>
      {error !== undefined && <Failure message={error} />}
    </section>
  );
}
