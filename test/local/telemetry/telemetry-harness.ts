import { CredentialStore } from "../../../local/aws/credentials.ts";
import { AwsEndpoint } from "../../../local/aws/endpoint.ts";
import { EventStream, type NoticeEvent } from "../../../local/events.ts";
import type { DeclaredResource } from "../../../local/program/declared.ts";
import { Telemetry, type TelemetryOptions } from "../../../local/telemetry/telemetry.ts";
import { program, region } from "./declare.ts";
import { ManualClock } from "./manual-clock.ts";

/** Telemetry with a clock that stands, as the composition root puts it together. */
export interface TelemetryHarness {
  readonly events: EventStream;
  readonly clock: ManualClock;
  readonly telemetry: Telemetry;
  readonly notices: NoticeEvent[];
  apply(resources: readonly DeclaredResource[]): Promise<void>;
}

const startTime = "2026-03-04T10:00:00Z";

export function telemetryHarness(options: Partial<TelemetryOptions> = {}): TelemetryHarness {
  const events = new EventStream();
  const clock = new ManualClock(startTime);
  const notices: NoticeEvent[] = [];
  events.subscribe("notice", (event) => notices.push(event));
  const telemetry = new Telemetry({ events, clock, ...options });
  return {
    events,
    clock,
    telemetry,
    notices,
    async apply(resources) {
      for (const emulator of telemetry.emulators) await emulator.apply(program(resources));
    },
  };
}

/** The AWS endpoint with telemetry's services, and what a client needs to reach it. */
export interface TelemetryEndpoint extends TelemetryHarness {
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  stop(): Promise<void>;
}

export async function telemetryEndpoint(): Promise<TelemetryEndpoint> {
  const harness = telemetryHarness();
  const { events, telemetry } = harness;
  await telemetry.start();
  const endpoint = new AwsEndpoint({
    port: 0,
    events,
    credentials: new CredentialStore(),
    policies: { policiesOf: () => [] },
    services: telemetry.services,
  });
  await endpoint.start();
  return {
    ...harness,
    client: {
      endpoint: endpoint.url,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    async stop() {
      await endpoint.stop();
      await telemetry.stop();
    },
  };
}
