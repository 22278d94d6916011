import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sinon from "sinon";
import { serve } from "../../../local/assemble.ts";
import { startDynamoDbEngine } from "../../../local/aws/dynamodb/engine-resolution.ts";
import { FauxqsEngine } from "../../../local/aws/s3/fauxqs/fauxqs-engine.ts";
import { compose } from "../../../local/compose.ts";
import type { Drill, DrillSurroundings } from "../../../local/console/alarms/drill.ts";
import { sendTraffic } from "../../../local/console/alarms/drill-traffic.ts";
import { EventStream, type LocalEvent } from "../../../local/events.ts";
import { FaultBoard } from "../../../local/faults/fault-board.ts";
import { ProcessHost } from "../../../local/lambda/process-host.ts";
import { ProcessSupervisor } from "../../../local/process/supervisor.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { ofType } from "../../../local/program/declared.ts";
import { Telemetry } from "../../../local/telemetry/telemetry.ts";

/** The emulators as the composition root joins them, in which no latency of a fault takes time. */
export interface RehearsalCloud {
  readonly surroundings: Omit<DrillSurroundings, "alarm">;
  /** What happens when a drill's traffic is sent once, with its fault on. The same is not sent again. */
  record(drill: Drill): Promise<readonly LocalEvent[]>;
  stop(): Promise<void>;
}

const RECORDED = ["request", "invocation", "aws-call", "log"] as const;

export async function rehearsalCloud(program: DeclaredProgram): Promise<RehearsalCloud> {
  await using starting = new AsyncDisposableStack();
  const events = new EventStream();
  const supervisor = new ProcessSupervisor();
  starting.defer(() => supervisor.stop());
  const dataDir = mkdtempSync(join(tmpdir(), "lambdock-drill-"));
  starting.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const telemetry = new Telemetry({ events });
  await telemetry.start();
  starting.defer(() => telemetry.stop());
  const time = skippedTime();
  starting.defer(() => time.restore());
  // Every fault strikes, and an alias picks the version on trial.
  sinon.stub(Math, "random").returns(0);
  starting.defer(() => (Math.random as sinon.SinonStub).restore());
  const faults = new FaultBoard({ events, random: () => 0, wait: time.wait });
  const emulation = compose({
    events,
    engines: {
      dynamodb: await startDynamoDbEngine({ supervisor, events }),
      s3: new FauxqsEngine({ dataDir, supervisor, events }),
    },
    dataDir,
    telemetry,
    faults,
    host: new ProcessHost(supervisor, join(process.cwd(), ".lambdock/cache/functions")),
    ...{ port: 0, awsPort: 0, functionUrlPort: 0, consolePort: 0 },
  });
  await serve(starting, emulation, program);
  const running = starting.move();
  const recordings = new Map<string, Promise<readonly LocalEvent[]>>();
  const { gateway, lambda, endpoint } = emulation;
  const target = { urls: gateway.urls, invoke: lambda.invoke, awsEndpoint: endpoint.url, declared: program };

  async function recordOnce({ fault, traffic }: Drill): Promise<readonly LocalEvent[]> {
    const seen: LocalEvent[] = [];
    const ends = RECORDED.map((type) => events.subscribe(type, (event) => seen.push(event)));
    const active = fault === undefined ? undefined : faults.add(fault);
    await sendTraffic(traffic, target);
    if (active) faults.remove(active.id);
    for (const end of ends) end();
    return seen;
  }

  return {
    surroundings: {
      routes: gateway.routes,
      apiName: (apiId) => apisOf(program).get(apiId),
      alias: () => "live",
    },
    record(drill) {
      const key = JSON.stringify([drill.fault, drill.traffic]);
      const recording = recordings.get(key) ?? recordOnce(drill);
      recordings.set(key, recording);
      return recording;
    },
    stop: () => running.disposeAsync(),
  };
}

function apisOf(program: DeclaredProgram): Map<string, string> {
  return new Map(
    ofType(program, "aws:apigatewayv2/api:Api").map(({ id, outputs }) => [id, String(outputs.name)]),
  );
}

/** A latency passes at once, and is seen by whoever measures a duration. */
function skippedTime() {
  const now = performance.now.bind(performance);
  let skipped = 0;
  const stub = sinon.stub(performance, "now").callsFake(() => now() + skipped);
  return {
    wait: async (milliseconds: number) => {
      skipped += milliseconds;
    },
    restore: () => stub.restore(),
  };
}
