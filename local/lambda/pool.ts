import { performance } from "node:perf_hooks";

/** Why an environment ends, as its process event tells. */
export type EndReason = "idle" | "updated" | "stopped";

/** What the pool needs to know of an execution environment. */
export interface PooledEnvironment {
  /** Resolves when it can take its first invocation; rejects when it could not be started. */
  readonly ready: Promise<void>;
  /** Ends it, at any time; called for one that nobody uses, or whose time to finish is over. */
  end(reason: EndReason): Promise<void>;
}

export interface PoolOptions<E> {
  /** Starts an environment. */
  readonly start: () => E;
  /** Environments that may exist at once; a request over it waits. `unlimited` starts one whenever none is free, as AWS does. */
  readonly maxInstances: number | "unlimited";
  /** How long a request waits for a busy environment before another is started, in milliseconds; `unlimited` does not wait. */
  readonly patienceMs: number;
  /** The same for the time while the machine is busy, when another process would make none any faster. */
  readonly crowdedPatienceMs: number;
  /** Whether the machine is busy. */
  readonly crowded: () => boolean;
  /** The machine's cores: no more environments than that start at once; `unlimited` ignores it. */
  readonly cores: number;
  /** An environment that was not used for this long ends, in milliseconds. */
  readonly idleMs: number;
  /** Called when a request must wait because `maxInstances` are busy. */
  readonly onFull: () => void;
}

export interface Lease<E> {
  readonly environment: E;
  /** Milliseconds that the request has waited. */
  readonly queuedMs: number;
}

interface Waiter<E> {
  readonly since: number;
  readonly resolve: (lease: Lease<E>) => void;
  readonly reject: (error: Error) => void;
}

type State = "starting" | "idle" | "busy" | "answered";

/**
 * The execution environments of one version of a function. One request at a time is given to each: the one used last
 * first, so that those which are not needed stay idle and end.
 *
 * A request that finds all busy waits a few milliseconds before another process is started for it, because that is
 * cheaper than a cold start; longer while the machine has no CPU to spare for another; and no more start at once than
 * there are cores, because a start is all CPU. With `unlimited` each request that finds none free starts one.
 */
export class EnvironmentPool<E extends PooledEnvironment> {
  readonly #options: PoolOptions<E>;
  readonly #states = new Map<E, State>();
  readonly #idle: { readonly environment: E; readonly since: number }[] = [];
  readonly #waiting: Waiter<E>[] = [];
  readonly #outdated = new WeakSet<E>();
  #start: () => E;
  #starting = 0;
  #answered = 0;
  #stopped: Error | undefined;
  #patienceTimer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #onEmpty: (() => void) | undefined;

  constructor(options: PoolOptions<E>) {
    this.#options = options;
    this.#start = options.start;
  }

  /** Environments that work on a request now. */
  get busy(): number {
    return this.#states.size - this.#idle.length - this.#answered - this.#starting;
  }

  /** @returns an environment that is the caller's alone until it is released or removed. @throws Error after `stop`. */
  acquire(): Promise<Lease<E>> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const free = this.#waiting.length === 0 ? this.#idle.pop() : undefined;
    if (free) {
      this.#enter(free.environment, "busy");
      return Promise.resolve({ environment: free.environment, queuedMs: 0 });
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ since: performance.now(), resolve, reject });
      this.#scale();
    });
  }

  /** The environment has answered, and will be released in a moment: no other is started meanwhile. */
  answered(environment: E): void {
    if (this.#states.get(environment) !== "busy") return;
    this.#enter(environment, "answered");
  }

  /** The environment can take another request. */
  release(environment: E): void {
    if (!this.#states.has(environment)) return;
    this.#enter(environment, "busy");
    if (this.#stopped) this.#discard(environment, "stopped");
    else if (this.#outdated.has(environment)) this.#discard(environment, "updated");
    else this.#offer(environment);
  }

  /** The environment has ended, whatever it was doing. */
  remove(environment: E): void {
    if (!this.#states.has(environment)) return;
    this.#enter(environment, "busy");
    this.#states.delete(environment);
    const index = this.#idle.findIndex((one) => one.environment === environment);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#stopped && this.#states.size === 0) this.#onEmpty?.();
    this.#scale();
  }

  /** From now on starts environments in another way; those that work finish what they do, and end. */
  renew(start: () => E): void {
    this.#start = start;
    this.#idle.length = 0;
    for (const [environment, state] of this.#states) {
      this.#outdated.add(environment);
      if (state === "idle" || state === "starting") this.#discard(environment, "updated");
    }
  }

  /** Starts an environment that nobody has asked for yet. @returns false when there is no room for it */
  warmUp(): boolean {
    const { maxInstances } = this.#options;
    const hasRoom = !this.#stopped && (maxInstances === "unlimited" || this.#states.size < maxInstances);
    if (hasRoom) this.#launch();
    return hasRoom;
  }

  /** Refuses new requests and those that wait, lets the others finish in time, and ends every environment. */
  async stop(graceMs: number, refusal: Error): Promise<void> {
    this.#stopped = refusal;
    clearTimeout(this.#patienceTimer);
    clearTimeout(this.#idleTimer);
    for (const waiter of this.#waiting.splice(0)) waiter.reject(refusal);
    this.#idle.length = 0;
    for (const [environment, state] of this.#states) {
      if (state === "idle" || state === "starting") this.#discard(environment, "stopped");
    }
    if (this.#states.size === 0) return;
    const timer = setTimeout(() => {
      for (const environment of this.#states.keys()) this.#discard(environment, "stopped");
    }, graceMs);
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    clearTimeout(timer);
  }

  /** Moves an environment from one state to another, and keeps the counts. */
  #enter(environment: E, state: State): void {
    const before = this.#states.get(environment);
    this.#answered += Number(state === "answered") - Number(before === "answered");
    this.#starting += Number(state === "starting") - Number(before === "starting");
    this.#states.set(environment, state);
  }

  #discard(environment: E, reason: EndReason): void {
    // It counts until it has ended, so that a process less is one more to start, never both at once.
    void environment.end(reason).then(() => this.remove(environment));
  }

  #offer(environment: E): void {
    const waiter = this.#waiting.shift();
    if (waiter) {
      waiter.resolve({ environment, queuedMs: performance.now() - waiter.since });
      return;
    }
    this.#enter(environment, "idle");
    this.#idle.push({ environment, since: performance.now() });
    this.#armIdleTimer();
  }

  /** Starts what the waiting requests need and the limits allow. */
  #scale(): void {
    const { maxInstances, cores } = this.#options;
    const missing = this.#waiting.length - this.#starting - this.#answered;
    if (missing <= 0 || this.#stopped) return;
    if (maxInstances === "unlimited") {
      for (let count = 0; count < missing; count += 1) this.#launch();
      return;
    }
    const existing = this.#states.size;
    if (existing >= maxInstances) {
      this.#options.onFull();
      return;
    }
    const waited = performance.now() - (this.#waiting[0]?.since ?? 0);
    if (existing === 0 || (this.#starting < cores && waited >= this.#patience(existing))) this.#launch();
    this.#armPatienceTimer();
  }

  #launch(): void {
    const environment = this.#start();
    this.#enter(environment, "starting");
    environment.ready.then(
      () => this.release(environment),
      (error: Error) => {
        this.#waiting.shift()?.reject(error);
        this.remove(environment);
      },
    );
  }

  #patience(existing: number): number {
    const { cores, crowded, patienceMs, crowdedPatienceMs } = this.#options;
    return existing >= cores && crowded() ? crowdedPatienceMs : patienceMs;
  }

  #armPatienceTimer(): void {
    this.#patienceTimer ??= setTimeout(() => {
      this.#patienceTimer = undefined;
      this.#scale();
    }, this.#options.patienceMs).unref();
  }

  /** The environment at the bottom of the stack is the one that has been idle the longest. */
  #armIdleTimer(): void {
    const [oldest] = this.#idle;
    if (this.#idleTimer || !oldest) return;
    const wait = oldest.since + this.#options.idleMs - performance.now();
    this.#idleTimer = setTimeout(
      () => {
        this.#idleTimer = undefined;
        this.#endIdle();
      },
      Math.max(wait, 1),
    ).unref();
  }

  #endIdle(): void {
    const now = performance.now();
    const expired = this.#idle.filter(({ since }) => now - since >= this.#options.idleMs);
    this.#idle.splice(0, expired.length);
    for (const { environment } of expired) this.#discard(environment, "idle");
    this.#armIdleTimer();
  }
}
