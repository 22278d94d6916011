import { LocalError } from "../../emulator.ts";
import type { EventStream } from "../../events.ts";
import type { DeclaredProgram } from "../../program/declared.ts";
import { AwsError } from "../aws-error.ts";
import type { PutOnce } from "../put-once.ts";
import { pathOf } from "./address.ts";
import { bucketNames } from "./buckets.ts";
import { declaredBuckets } from "./declared-buckets.ts";
import { type DeclaredObject, declaredObjects } from "./declared-objects.ts";
import { type EngineRequest, type EngineResponse, EngineUnreachable, type S3Engine } from "./engine.ts";
import { ask } from "./engine-answer.ts";

export interface DeclaredEngineOptions {
  readonly engine: S3Engine;
  readonly events: EventStream;
  readonly putOnce: PutOnce;
}

/**
 * An engine that has the buckets and the objects that a program declares. They are put there with the first request:
 * until then no engine runs, which spares a run that never asks S3 its process.
 */
export class DeclaredEngine implements S3Engine {
  readonly #options: DeclaredEngineOptions;
  readonly #left = new Set<string>();
  #program: DeclaredProgram | undefined;
  /** Absent until the engine is asked for the first time, and after what failed. */
  #holdsDeclared: Promise<void> | undefined;

  constructor(options: DeclaredEngineOptions) {
    this.#options = options;
  }

  /** @throws LocalError for what can't be made, where the engine runs already; else the next request tells it */
  async declare(program: DeclaredProgram): Promise<void> {
    this.#program = program;
    const before = this.#holdsDeclared;
    if (before === undefined) return;
    await this.#hold(before.catch(() => undefined).then(() => this.#put(program)));
  }

  async send(request: EngineRequest): Promise<EngineResponse> {
    try {
      await (this.#holdsDeclared ?? this.#hold(this.#put(this.#program)));
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      this.#options.events.notice("error", error.message);
      throw new EngineUnreachable(error.message, { cause: error });
    }
    return this.#options.engine.send(request);
  }

  stop(): Promise<void> {
    return this.#options.engine.stop();
  }

  async #hold(putting: Promise<void>): Promise<void> {
    this.#holdsDeclared = putting;
    try {
      await putting;
    } catch (error) {
      if (this.#holdsDeclared === putting) this.#holdsDeclared = undefined;
      throw error;
    }
  }

  async #put(program: DeclaredProgram | undefined): Promise<void> {
    if (program === undefined) return;
    const declared = new Set(declaredBuckets(program));
    const existing = new Set(await bucketNames(this.#options.engine));
    const missing = [...declared].filter((name) => !existing.has(name));
    const declaredOnes = declaredObjects(program);
    const isNew = ({ bucket, urn }: DeclaredObject) =>
      missing.includes(bucket) || !this.#options.putOnce.has(urn);
    // Read before anything is made: what fails here is put the next time.
    const objects = await Promise.all(declaredOnes.filter(isNew).map(withContent));
    for (const name of missing)
      await this.#request(`S3 bucket "${name}"`, { method: "PUT", path: pathOf({ bucket: name, key: "" }) });
    for (const { object, body } of objects)
      if (missing.includes(object.bucket) || !(await this.#has(object))) await this.#putObject(object, body);
    await this.#options.putOnce.keep(declaredOnes.map(({ urn }) => urn));
    this.#noticeLeft([...existing].filter((name) => !declared.has(name)));
  }

  async #putObject(object: DeclaredObject, body: Buffer): Promise<void> {
    const what = `S3 object "${object.key}" of bucket "${object.bucket}"`;
    await this.#request(what, { method: "PUT", path: pathOf(object), headers: object.headers, body });
  }

  async #has(object: DeclaredObject): Promise<boolean> {
    try {
      (await ask(this.#options.engine, { method: "HEAD", path: pathOf(object) })).body.resume();
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.status === 404) return false;
      throw error;
    }
  }

  async #request(what: string, request: EngineRequest): Promise<void> {
    try {
      (await ask(this.#options.engine, request)).body.resume();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new LocalError(`${what} can't be made as declared: ${error.code}: ${error.message}`);
    }
  }

  #noticeLeft(names: readonly string[]): void {
    for (const name of names) {
      if (this.#left.has(name)) continue;
      this.#left.add(name);
      const message = `S3 bucket "${name}" is not declared; it stays until npm start -- --reset removes it.`;
      this.#options.events.notice("info", message);
    }
  }
}

async function withContent(object: DeclaredObject): Promise<{ object: DeclaredObject; body: Buffer }> {
  return { object, body: await object.content() };
}
