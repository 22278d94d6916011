import type { AlarmState as State } from "../../../events.ts";
import { Badge, type Tone } from "../parts/badge.tsx";

const TONES: Readonly<Record<State, Tone>> = { OK: "good", ALARM: "bad", INSUFFICIENT_DATA: "plain" };

export function AlarmState({ state }: { state: State }) {
  return <Badge tone={TONES[state]}>{state === "INSUFFICIENT_DATA" ? "no data" : state}</Badge>;
}
