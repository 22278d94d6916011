import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ClientRequest, IncomingMessage } from "node:http";
import { getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { Agent, httpRequest } from "../../../../payload/node-http.ts";
import { LocalError } from "../../../emulator.ts";
import type { EventStream } from "../../../events.ts";
import type { ProcessSupervisor } from "../../../process/supervisor.ts";
import { type EngineRequest, type EngineResponse, EngineUnreachable, type S3Engine } from "../engine.ts";

export interface FauxqsOptions {
  /** Keeps its database in `s3/` of this folder. */
  readonly dataDir: string;
  readonly supervisor: Pick<ProcessSupervisor, "spawn" | "end">;
  readonly events: EventStream;
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

const serverProgram = fileURLToPath(new URL("server.ts", import.meta.url));
const stopGraceMs = 300;

/**
 * fauxqs in a child process, where its big buffers and its synchronous writes hold up nobody else. It starts with
 * the first request, and again with the next one when it died.
 */
export class FauxqsEngine implements S3Engine {
  readonly #options: FauxqsOptions;
  readonly #folder: string;
  readonly #token = randomUUID();
  // An idle connection is dropped before the engine might drop it.
  readonly #agent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 60_000 });
  #running: Promise<Running> | undefined;
  #stopped = false;

  constructor(options: FauxqsOptions) {
    this.#options = options;
    this.#folder = join(options.dataDir, "s3");
  }

  async send(request: EngineRequest): Promise<EngineResponse> {
    const { port } = await this.#run();
    const outgoing = httpRequest({
      host: "127.0.0.1",
      port,
      agent: this.#agent,
      method: request.method,
      path: request.path,
      headers: { ...request.headers, "x-engine-token": this.#token },
    });
    const answered = once(outgoing, "response");
    try {
      const [[response]] = await Promise.all([answered, write(outgoing, request)]);
      return engineResponse(response as IncomingMessage);
    } catch (error) {
      answered.catch(() => {});
      outgoing.destroy();
      if (!isConnectionError(error)) throw error;
      throw new EngineUnreachable(error.message, { cause: error });
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const running = await this.#running?.catch(() => undefined);
    if (running) await this.#options.supervisor.end(running.child, stopGraceMs);
    this.#agent.destroy();
  }

  async #run(): Promise<Running> {
    if (this.#stopped) throw new EngineUnreachable("The S3 engine has been stopped.");
    this.#running ??= this.#start();
    return this.#running;
  }

  async #start(): Promise<Running> {
    const { supervisor, events } = this.#options;
    const child = supervisor.spawn(process.execPath, ["--expose-gc", serverProgram, this.#folder], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ENGINE_TOKEN: this.#token, ...compileCache() },
    });
    // A child that can't be started has no output either, which is what the error tells of.
    child.on("error", () => {});
    const printed = child.stderr ? text(child.stderr) : Promise.resolve("");
    const port = await portOf(child);
    if (port === undefined) {
      this.#running = undefined;
      const why = (await printed.catch(() => "")).trim().slice(-1000);
      throw new LocalError(
        `The S3 engine fauxqs did not start on ${this.#folder}: ${why || "it ended at once"}.`,
      );
    }
    child.once("exit", (code, killedBy) => {
      this.#running = undefined;
      if (this.#stopped) return;
      const why = killedBy ?? `exit code ${code}`;
      events.notice("warning", `The S3 engine ended (${why}); the next request starts it again.`);
    });
    return { child, port };
  }
}

/** The port that the child prints, undefined when it ends first. */
async function portOf({ stdout }: ChildProcess): Promise<number | undefined> {
  if (!stdout) return undefined;
  for await (const line of createInterface({ input: stdout })) {
    const [, port] = /^listening (\d+)$/.exec(line) ?? [];
    if (port !== undefined) return Number(port);
  }
  return undefined;
}

/** This process's own cache of compiled code, however it was switched on: an engine's start is half of it. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const ofThisVersion = getCompileCacheDir();
  return ofThisVersion === undefined ? {} : { NODE_COMPILE_CACHE: dirname(ofThisVersion) };
}

/** Sends the body; one with trailers is chunked, so that nothing is complete before its end. */
async function write(outgoing: ClientRequest, { body, beforeEnd }: EngineRequest): Promise<void> {
  if (body instanceof Readable) {
    await pipeline(body, outgoing, { end: false });
  }
  const trailers = await beforeEnd?.();
  if (trailers && body instanceof Readable) outgoing.addTrailers(trailers);
  outgoing.end(body instanceof Readable ? undefined : body);
}

function engineResponse(response: IncomingMessage): EngineResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = String(value);
  }
  return { status: response.statusCode ?? 500, headers, body: response };
}

function isConnectionError(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === "string" && /^E(CONN|PIPE|SOCKET)/.test(code);
}
