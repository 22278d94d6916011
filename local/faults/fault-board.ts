import type { EventStream } from "../events.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import type { Fault, FaultTarget } from "./fault.ts";
import { parseFault, writeFault, writeTarget } from "./fault-spec.ts";
import { type DeclaredTarget, declaredTargets, resolveFault } from "./fault-targets.ts";
import {
  type AskedInvocation,
  type CallFault,
  type Faults,
  type InvocationFault,
  NO_FAULT,
  type RequestFault,
  wait,
} from "./faults.ts";

/** A fault that is on. */
export interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
  /** As `--fault` takes it. */
  readonly spec: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** How often it has befallen something. */
  readonly hits: number;
}

export interface FaultBoardOptions {
  readonly events: EventStream;
  /** From 0 to 1, for faults of a share. Default: Math.random. */
  readonly random?: () => number;
  /** Lets a latency pass. Default: the process's own timers. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** The faults that are on: people switch them here, emulators ask here. Empty, it costs a comparison. */
export class FaultBoard implements Faults {
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly #events: EventStream;
  readonly #random: () => number;
  #active: (ActiveFault & { hits: number })[] = [];
  #targets: readonly DeclaredTarget[] = [];
  #lastId = 0;

  constructor({ events, random = Math.random, wait: given = wait }: FaultBoardOptions) {
    this.#events = events;
    this.#random = random;
    this.wait = given;
  }

  /** Takes what the program declares. Faults whose target is gone are switched off, and told. */
  declare(program: DeclaredProgram): void {
    this.#targets = declaredTargets(program);
    for (const { id, spec, fault } of this.#active) {
      if (this.#targets.some(({ target }) => isSame(target, fault.target))) continue;
      this.#active = this.#active.filter((one) => one.id !== id);
      this.#events.notice("warning", `Fault ${spec} is off: the program no longer declares what it befell.`);
    }
  }

  /** What can have faults. */
  get targets(): readonly DeclaredTarget[] {
    return this.#targets;
  }

  /** The oldest first. */
  get active(): readonly ActiveFault[] {
    return this.#active;
  }

  /**
   * Switches a fault on.
   * @param written as `--fault` takes it
   * @throws LocalError saying what is wrong with it
   */
  add(written: string): ActiveFault {
    const fault = resolveFault(written, parseFault(written), this.#targets);
    const spec = writeFault(
      fault,
      writeTarget(fault.target, (name) => this.#shown(fault.target.kind, name)),
    );
    this.#lastId += 1;
    const active = { id: this.#lastId, fault, spec, since: Date.now(), hits: 0 };
    this.#active = [...this.#active, active];
    this.#events.notice("warning", `Fault ${spec} is on.`);
    return active;
  }

  /** Switches a fault off. @returns whether it was on */
  remove(id: number): boolean {
    const found = this.#active.find((one) => one.id === id);
    if (!found) return false;
    this.#active = this.#active.filter((one) => one !== found);
    const times = found.hits === 1 ? "once" : `${found.hits} times`;
    this.#events.notice("info", `Fault ${found.spec} is off; it struck ${times}.`);
    return true;
  }

  /** Switches all off. */
  clear(): void {
    for (const { id } of this.#active) this.remove(id);
  }

  ofInvocation(asked: AskedInvocation): InvocationFault {
    if (this.#active.length === 0) return NO_FAULT;
    let latencyMs = 0;
    let heldConcurrency = 0;
    let outcome: InvocationFault["outcome"];
    for (const { kind, amount = 0 } of this.#striking((fault) => meansInvocation(fault, asked))) {
      // What an API makes of a request by itself is asked for there.
      if (kind === "status") continue;
      if (kind === "latency") latencyMs += amount;
      else if (kind === "concurrency") heldConcurrency += amount;
      else outcome ??= kind;
    }
    return { latencyMs, heldConcurrency, ...(outcome && { outcome }) };
  }

  ofRequest(routeKey: string): RequestFault {
    if (this.#active.length === 0) return NO_FAULT;
    let latencyMs = 0;
    let status: number | undefined;
    const isMeant = ({ target, kind }: Fault) =>
      target.kind === "route" && target.routeKey === routeKey && isOfApi(kind);
    for (const { kind, amount = 0 } of this.#striking(isMeant)) {
      if (kind === "latency") latencyMs += amount;
      else status ??= amount;
    }
    return { latencyMs, ...(status !== undefined && { status }) };
  }

  ofCall(resources: readonly string[]): CallFault {
    if (this.#active.length === 0) return NO_FAULT;
    let latencyMs = 0;
    let failure: CallFault["failure"];
    const meant = ({ target }: Fault) => resources.filter((arn) => meansResource(target, arn));
    for (const fault of this.#striking((each) => meant(each).length > 0)) {
      const { kind, amount = 0 } = fault;
      if (kind === "latency") latencyMs += amount;
      else if (kind === "error" || kind === "throttle" || kind === "refuse") {
        failure ??= { kind, resources: meant(fault) };
      }
    }
    return { latencyMs, ...(failure && { failure }) };
  }

  /** The faults that are meant and whose share comes up; each is counted. */
  *#striking(isMeant: (fault: Fault) => boolean): Generator<Fault> {
    for (const active of this.#active) {
      const { fault } = active;
      if (!isMeant(fault) || this.#random() * 100 >= fault.percent) continue;
      active.hits += 1;
      yield fault;
    }
  }

  #shown(kind: FaultTarget["kind"], name: string): string {
    const found = this.#targets.find(
      ({ target }) => target.kind === kind && "name" in target && target.name === name,
    );
    return found?.names[0] ?? name;
  }
}

/** Kinds of fault that happen to a route at its API; the others happen to the invocation that it makes. */
function isOfApi(kind: Fault["kind"]): boolean {
  return kind === "latency" || kind === "status";
}

function meansInvocation({ target, kind }: Fault, asked: AskedInvocation): boolean {
  if (target.kind === "route") return target.routeKey === asked.routeKey && !isOfApi(kind);
  if (target.kind !== "function" || target.name !== asked.functionName) return false;
  const { qualifier } = target;
  return qualifier === undefined || qualifier === asked.version || qualifier === asked.qualifier;
}

const TABLE = /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/;
const BUCKET = /^arn:[^:]*:s3:::([^/]+)/;

function meansResource(target: FaultTarget, arn: string): boolean {
  if (target.kind === "table") return TABLE.exec(arn)?.[1] === target.name;
  return target.kind === "bucket" && BUCKET.exec(arn)?.[1] === target.name;
}

function isSame(a: FaultTarget, b: FaultTarget): boolean {
  if (a.kind === "route" || b.kind === "route") {
    return a.kind === "route" && b.kind === "route" && a.routeKey === b.routeKey;
  }
  return a.kind === b.kind && a.name === b.name;
}
