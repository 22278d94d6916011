import { alarmRoutes } from "./alarms/routes.ts";
import { dashboardRoutes } from "./dashboard/routes.ts";
import { dataRoutes } from "./data/routes.ts";
import { faultRoutes } from "./faults/routes.ts";
import { ConsoleServer } from "./http/console-server.ts";
import type { Routes } from "./http/routes.ts";
import { functionRoutes } from "./lambda/routes.ts";
import { logRoutes } from "./logs/routes.ts";
import { overviewRoutes } from "./overview/routes.ts";
import { Recorder } from "./recorder/recorder.ts";
import type { ServedCloud } from "./served-cloud.ts";
import { traceRoutes } from "./traces/routes.ts";

/**
 * The web page of the local cloud: what CloudWatch, X-Ray and Lambda's console would show, before the first deploy.
 * Only looks and asks: without an open page it costs a few assignments for each request.
 */
export class LocalConsole {
  readonly #recorder: Recorder;
  readonly #server: ConsoleServer;
  readonly #stopActions: () => void;

  /** @param port 0 takes any free one */
  constructor(cloud: ServedCloud, port: number) {
    this.#recorder = new Recorder(cloud.events);
    const alarms = alarmRoutes(cloud);
    const data = dataRoutes(cloud);
    this.#stopActions = () => {
      alarms.stop();
      data.stop();
    };
    const areas: readonly Routes[] = [
      overviewRoutes(cloud, this.#recorder),
      dashboardRoutes(cloud),
      alarms.routes,
      faultRoutes(cloud),
      traceRoutes(cloud, this.#recorder),
      logRoutes(cloud),
      functionRoutes(cloud, this.#recorder),
      data.routes,
    ];
    const routes = {
      answers: areas.flatMap(({ answers }) => answers),
      streams: areas.flatMap(({ streams }) => streams),
    };
    this.#server = new ConsoleServer({ port, events: cloud.events, routes });
  }

  /** @throws LocalError when the port is taken */
  start(): Promise<void> {
    return this.#server.start();
  }

  /** Known once it has started. */
  get url(): string {
    return this.#server.url;
  }

  async stop(): Promise<void> {
    this.#recorder.stop();
    this.#stopActions();
    await this.#server.stop();
  }
}
