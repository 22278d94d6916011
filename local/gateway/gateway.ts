import type { HttpLimits } from "../../payload/http-server.ts";
import type { Emulator } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import { type Faults, noFaults } from "../faults/faults.ts";
import type { Invoke } from "../lambda/invocation.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { ApiSite } from "./api-site.ts";
import { declaredApis } from "./declared-apis.ts";
import { declaredFunctionUrls } from "./declared-function-urls.ts";
import { GATEWAY_TYPES } from "./declared-resources.ts";
import type { ApiDefinition, FunctionUrlDefinition } from "./definition.ts";
import type { Site } from "./exchange.ts";
import { FunctionUrlSite } from "./function-url-site.ts";
import { type ListenAddress, Listener } from "./listener.ts";
import type { Clock } from "./token-bucket.ts";

export interface GatewayOptions {
  /** Address to bind; anything but a loopback address would open the local cloud to the network. */
  readonly host: "127.0.0.1";
  /** Of the first API; further ones take the ports behind it. 0: each takes a free one. */
  readonly port: number;
  /** Of the first Function URL; further ones take the ports behind it. 0: each takes a free one. */
  readonly functionUrlPort: number;
  readonly invoke: Invoke;
  readonly events: EventStream;
  /** What befalls requests to an API's routes; nothing by default. */
  readonly faults?: Faults;
  /** What throttles measure time with; the process's own clock by default. */
  readonly clock?: Clock;
  readonly limits?: HttpLimits;
}

export interface GatewayUrls {
  /** Of the first API; absent when the program declares none. */
  readonly api?: string;
  /** By API name, a named stage included: `http://127.0.0.1:3000/prod`. */
  readonly apis: Readonly<Record<string, string>>;
  /** By function name. */
  readonly functionUrls: Readonly<Record<string, string>>;
}

/** One line of the route list. */
export interface ServedRoute {
  /** The API's name. */
  readonly api: string;
  readonly routeKey: string;
  /** Absent where the integration is not emulated. */
  readonly functionName?: string;
}

/** Something that one port serves, and what it was made of. */
type Plan =
  | { readonly kind: "api"; readonly definition: ApiDefinition }
  | { readonly kind: "function-url"; readonly definition: FunctionUrlDefinition };

interface Served {
  readonly plan: Plan;
  readonly listener: Listener;
}

const STOP_GRACE_MS = 500;
/** As long as the longest integration: an API that was removed may finish what it has begun. */
const RETIRE_GRACE_MS = 30_000;

/** Emulates API Gateway's HTTP APIs and Lambda's Function URLs: each declared one has a port of its own. */
export class HttpGateway implements Emulator {
  readonly types = GATEWAY_TYPES;
  readonly #options: GatewayOptions;
  /** By URN, APIs first, each in the order of declaration. */
  #served: ReadonlyMap<string, Served> = new Map();
  readonly #retiring = new Set<Listener>();
  #warnings: ReadonlySet<string> = new Set();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  async apply(program: DeclaredProgram): Promise<void> {
    const warnings = new Set<string>();
    const warn = (message: string) => void warnings.add(message);
    const plans: Plan[] = [
      ...declaredApis(program, warn).map((definition) => ({ kind: "api" as const, definition })),
      ...declaredFunctionUrls(program, warn).map((definition) => ({
        kind: "function-url" as const,
        definition,
      })),
    ];
    // Everything that can fail comes before the first change of what is served.
    const sites = plans.map((plan) => ({ plan, site: this.#siteOf(plan) }));
    const next = await this.#open(sites);
    for (const { plan, site } of sites) {
      const served = next.get(plan.definition.urn);
      if (served) served.listener.site = site;
    }
    this.#retire(next);
    this.#served = next;
    for (const message of warnings)
      if (!this.#warnings.has(message)) this.#options.events.notice("warning", message);
    this.#warnings = warnings;
  }

  async stop(): Promise<void> {
    const listeners = [...this.#served.values()].map(({ listener }) => listener);
    this.#served = new Map();
    const retiring = [...this.#retiring];
    this.#retiring.clear();
    await Promise.all([...listeners, ...retiring].map((listener) => listener.close(STOP_GRACE_MS)));
  }

  get urls(): GatewayUrls {
    const apis: Record<string, string> = {};
    const functionUrls: Record<string, string> = {};
    for (const { plan, listener } of this.#served.values()) {
      const origin = `http://${this.#options.host}:${listener.port}`;
      if (plan.kind === "api") apis[plan.definition.name] = `${origin}${stagePath(plan.definition)}`;
      else functionUrls[plan.definition.target.name] = origin;
    }
    const api = Object.values(apis)[0];
    return { ...(api !== undefined && { api }), apis, functionUrls };
  }

  get routes(): readonly ServedRoute[] {
    return [...this.#served.values()].flatMap(({ plan }) =>
      plan.kind === "api"
        ? plan.definition.routes.map(({ routeKey, integration }) => ({
            api: plan.definition.name,
            routeKey,
            ...(integration.kind === "function" && { functionName: integration.target.name }),
          }))
        : [],
    );
  }

  /** The site that serves a plan: the present one where nothing changed, so that its throttles go on counting. */
  #siteOf(plan: Plan): Site {
    const present = this.#served.get(plan.definition.urn);
    if (present && JSON.stringify(present.plan) === JSON.stringify(plan)) return present.listener.site;
    const { invoke, clock = () => performance.now(), faults = noFaults } = this.#options;
    return plan.kind === "api"
      ? new ApiSite(plan.definition, { invoke, clock, faults })
      : new FunctionUrlSite(plan.definition, invoke);
  }

  /** Listeners for all plans, those that are open already among them. Opens all that are missing, or none. */
  async #open(sites: readonly { plan: Plan; site: Site }[]): Promise<Map<string, Served>> {
    const { events, limits = {} } = this.#options;
    const used = new Set([...this.#served.values()].map(({ listener }) => listener.port));
    const opened: Listener[] = [];
    const next = new Map<string, Served>();
    try {
      for (const { plan, site } of sites) {
        const present = this.#served.get(plan.definition.urn)?.listener;
        const listener = present ?? (await Listener.open(site, this.#addressFor(plan, used), events, limits));
        if (!present) opened.push(listener);
        used.add(listener.port);
        next.set(plan.definition.urn, { plan, listener });
      }
      return next;
    } catch (error) {
      await Promise.all(opened.map((listener) => listener.close(0)));
      throw error;
    }
  }

  #addressFor(plan: Plan, used: ReadonlySet<number>): ListenAddress {
    const { host, port, functionUrlPort } = this.#options;
    const [first, option] = plan.kind === "api" ? [port, "--port"] : [functionUrlPort, "--function-url-port"];
    let free = first;
    while (free !== 0 && used.has(free)) free += 1;
    return { host, port: free, option };
  }

  #retire(next: ReadonlyMap<string, Served>): void {
    for (const [urn, { listener }] of this.#served) {
      if (next.has(urn)) continue;
      this.#retiring.add(listener);
      void listener.close(RETIRE_GRACE_MS).then(() => this.#retiring.delete(listener));
    }
  }
}

/** The path of the stage that people are shown: `$default` where there is one, else the first. */
function stagePath({ stages }: ApiDefinition): string {
  const first = stages[0];
  const atRoot = first === undefined || stages.some(({ name }) => name === "$default");
  return atRoot ? "" : `/${first.name}`;
}
