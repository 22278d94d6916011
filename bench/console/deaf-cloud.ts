import { serve } from "../../local/assemble.ts";
import { startDynamoDbEngine } from "../../local/aws/dynamodb/engine-resolution.ts";
import { FauxqsEngine } from "../../local/aws/s3/fauxqs/fauxqs-engine.ts";
import { compose } from "../../local/compose.ts";
import { temporaryDataDirectory } from "../../local/data-directory.ts";
import { EventStream } from "../../local/events.ts";
import { FaultBoard } from "../../local/faults/fault-board.ts";
import { ProcessHost } from "../../local/lambda/process-host.ts";
import { ProcessSupervisor } from "../../local/process/supervisor.ts";
import { evaluateProgram } from "../../local/program/evaluator.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { Telemetry } from "../../local/telemetry/telemetry.ts";
import { projectDirectory } from "../folders.ts";

/** Nobody listens there: segments are sent and lost. */
const NOWHERE = "127.0.0.1:9";

class DeafTelemetry extends Telemetry {
  override get daemonAddress(): string {
    return NOWHERE;
  }
}

interface Ports {
  readonly port: number;
  readonly awsPort: number;
  readonly functionUrlPort: number;
  readonly consolePort: number;
}

/**
 * The local cloud as `npm start` puts it together, but its telemetry hears nothing of what happens, and nothing is
 * written to log files. The product has no such switch: this is what telemetry is measured against.
 */
export async function startDeaf(stack: string, ports: Ports) {
  await using starting = new AsyncDisposableStack();
  const data = await temporaryDataDirectory();
  starting.defer(() => data.release());
  const events = new EventStream();
  const supervisor = new ProcessSupervisor();
  starting.defer(() => supervisor.stop());
  const cacheDirectory = `${projectDirectory}/.lambdock/cache`;
  const program = await evaluateProgram(readStackConfig(projectDirectory, stack), {
    cacheDirectory,
    print: () => undefined,
  });
  const emulation = compose({
    ...ports,
    events,
    engines: {
      dynamodb: await startDynamoDbEngine({ supervisor, events }),
      s3: new FauxqsEngine({ dataDir: data.path, supervisor, events }),
    },
    dataDir: data.path,
    faults: new FaultBoard({ events }),
    telemetry: new DeafTelemetry({ events: new EventStream() }),
    host: new ProcessHost(supervisor, `${cacheDirectory}/functions`),
  });
  await serve(starting, emulation, program);
  const running = starting.move();
  const [api = ""] = Object.values(emulation.gateway.urls.apis);
  return { api, console: emulation.console.url, stop: () => running.disposeAsync() };
}
