import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import { EnvironmentPool, type PooledEnvironment, type PoolOptions } from "../../../local/lambda/pool.ts";
import { until } from "../process/alive.ts";

class FakeEnvironment implements PooledEnvironment {
  readonly ready: Promise<void>;
  inFlight = 0;
  ended: string | undefined;

  constructor(ready: Promise<void>) {
    this.ready = ready;
  }

  async end(reason: string): Promise<void> {
    this.ended ??= reason;
  }
}

class World {
  readonly started: FakeEnvironment[] = [];
  readonly pool: EnvironmentPool<FakeEnvironment>;
  readonly limit: number;
  full = 0;

  constructor(options: Partial<PoolOptions<FakeEnvironment>> = {}) {
    this.limit =
      options.maxInstances === "unlimited" ? Number.POSITIVE_INFINITY : (options.maxInstances ?? 4);
    this.pool = new EnvironmentPool({
      start: () => this.start(),
      maxInstances: 4,
      patienceMs: 0,
      crowdedPatienceMs: 0,
      crowded: () => false,
      cores: 4,
      idleMs: 60_000,
      onFull: () => {
        this.full += 1;
      },
      ...options,
    });
  }

  start(ready: Promise<void> = Promise.resolve()): FakeEnvironment {
    const environment = new FakeEnvironment(ready);
    this.started.push(environment);
    return environment;
  }
}

/** One request: when it comes, how long it works, whether its environment dies of it, whether the code is reloaded meanwhile. */
interface Job {
  readonly after: number;
  readonly work: number;
  readonly dies: boolean;
  readonly renews: boolean;
}

const job: fc.Arbitrary<Job> = fc.record({
  after: fc.integer({ min: 0, max: 6 }),
  work: fc.integer({ min: 0, max: 3 }),
  dies: fc.boolean(),
  renews: fc.boolean(),
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

/** Takes an environment for a job, and checks that it is the job's alone. */
async function perform(world: World, { after, work, dies, renews }: Job): Promise<void> {
  await turns(after);
  const { environment } = await world.pool.acquire();
  environment.inFlight += 1;
  expect(environment.inFlight).to.equal(1);
  expect(environment.ended).to.equal(undefined);
  expect(world.pool.busy).to.be.at.most(world.limit);
  await turns(work);
  expect(environment.ended).to.equal(undefined);
  if (renews) world.pool.renew(() => world.start());
  environment.inFlight -= 1;
  world.pool.answered(environment);
  await Promise.resolve();
  if (dies) world.pool.remove(environment);
  else world.pool.release(environment);
}

describe("EnvironmentPool", () => {
  it("never has two requests in one environment, loses none, and never exceeds its size", async () => {
    const size = fc.constantFrom<number | "unlimited">(1, 2, 5, "unlimited");
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 40 }), size, async (jobs, maxInstances) => {
        const world = new World({ maxInstances, cores: 2 });
        const finished = await Promise.all(jobs.map((one) => perform(world, one)));
        expect(finished).to.have.length(jobs.length);
        expect(world.pool.busy).to.equal(0);
        await world.pool.stop(0, new Error("stopped"));
      }),
      { numRuns: 200 },
    );
  });

  it("gives the environment that was used last", async () => {
    const { pool } = new World({ maxInstances: "unlimited" });
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()]);
    const [first, second, third] = leases.map(({ environment }) => environment);
    if (!first || !second || !third) throw new Error("Three environments were asked for.");
    for (const environment of [first, third, second]) pool.release(environment);
    expect((await pool.acquire()).environment).to.equal(second);
    expect((await pool.acquire()).environment).to.equal(third);
    expect((await pool.acquire()).environment).to.equal(first);
  });

  it("serves waiting requests in their order", async () => {
    const { pool } = new World({ maxInstances: 1 });
    const { environment } = await pool.acquire();
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const lease = await pool.acquire();
      order.push(number);
      pool.release(lease.environment);
    });
    pool.release(environment);
    await Promise.all(waiting);
    expect(order).to.deep.equal([1, 2, 3]);
  });

  it("starts none for a request that follows an answer, even without a limit", async () => {
    const world = new World({ maxInstances: "unlimited" });
    const { environment } = await world.pool.acquire();
    world.pool.answered(environment);
    const next = world.pool.acquire();
    await new Promise(setImmediate);
    expect(world.started).to.have.length(1);
    world.pool.release(environment);
    expect((await next).environment).to.equal(environment);
  });

  it("starts another when the environment that has answered dies instead of coming back", async () => {
    const world = new World();
    const { environment } = await world.pool.acquire();
    world.pool.answered(environment);
    const next = world.pool.acquire();
    world.pool.remove(environment);
    expect((await next).environment).to.equal(world.started[1]);
  });

  it("waits for a busy environment before it starts another, longer on a crowded machine", async () => {
    for (const [crowded, starts] of [
      [false, 2],
      [true, 1],
    ] as const) {
      const world = new World({ patienceMs: 1, crowdedPatienceMs: 60_000, cores: 1, crowded: () => crowded });
      const { environment } = await world.pool.acquire();
      const next = world.pool.acquire();
      if (crowded) await wait(30);
      else await until(() => world.started.length === 2);
      expect(world.started).to.have.length(starts);
      world.pool.release(environment);
      expect((await next).queuedMs).to.be.above(0);
    }
  });

  it("starts no more at once than there are cores, and tells when it is full", async () => {
    const starting = Promise.withResolvers<void>();
    const world: World = new World({ cores: 2, maxInstances: 3, start: () => world.start(starting.promise) });
    const requests = Array.from({ length: 6 }, () => world.pool.acquire());
    await until(() => world.started.length === 2);
    await wait(10);
    expect(world.started).to.have.length(2);
    expect(world.full).to.equal(0);
    starting.resolve();
    await until(() => world.full > 0);
    expect(world.started).to.have.length(3);
    void Promise.allSettled(requests);
    await world.pool.stop(0, new Error("stopped"));
  });

  it("gives the failure of a start to the request that it was for", async () => {
    let starts = 0;
    const world: World = new World({
      start: () => {
        starts += 1;
        return world.start(starts === 1 ? Promise.reject(new Error("no such role")) : Promise.resolve());
      },
    });
    const [first, second] = await Promise.allSettled([world.pool.acquire(), world.pool.acquire()]);
    expect(first).to.have.nested.property("reason.message", "no such role");
    expect(second).to.have.property("status", "fulfilled");
  });

  it("ends what is idle too long, and keeps what is used", async () => {
    const world = new World({ idleMs: 40, maxInstances: "unlimited" });
    const leases = await Promise.all([world.pool.acquire(), world.pool.acquire()]);
    for (const { environment } of leases) world.pool.release(environment);
    const kept = (await world.pool.acquire()).environment;
    await until(() => world.started.some(({ ended }) => ended === "idle"));
    expect(kept.ended).to.equal(undefined);
  });

  it("on renewal ends what is idle, lets the busy finish, and serves who waits by new environments", async () => {
    const world = new World({ maxInstances: 2 });
    const { pool } = world;
    const [busy, idle] = await Promise.all([pool.acquire(), pool.acquire()]);
    pool.release(idle.environment);
    const renewed = new FakeEnvironment(Promise.resolve());
    pool.renew(() => renewed);
    expect(idle.environment.ended).to.equal("updated");
    expect((await pool.acquire()).environment).to.equal(renewed);
    expect(busy.environment.ended).to.equal(undefined);
    pool.release(busy.environment);
    expect(busy.environment.ended).to.equal("updated");
  });

  it("on stop refuses who waits and who comes, and ends the busy after their grace", async () => {
    const world = new World({ maxInstances: 1 });
    const { environment } = await world.pool.acquire();
    const waiting = world.pool.acquire();
    const refusal = waiting.catch((error: Error) => error.message);
    await world.pool.stop(10, new Error("It has been stopped."));
    expect(await refusal).to.equal("It has been stopped.");
    expect(environment.ended).to.equal("stopped");
    expect(await world.pool.acquire().catch((error: Error) => error.message)).to.equal(
      "It has been stopped.",
    );
  });
});
