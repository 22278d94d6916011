import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a verb came to. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tools that do nothing but note how they were called, in a folder that stands first on the PATH. */
export class StubTools {
  readonly #folder = mkdtempSync(join(tmpdir(), "lambdock-tools-"));

  /** @param script shell commands that answer: `case "$*" in …`. Without any, it succeeds in silence. */
  add(name: string, script = ""): void {
    const file = join(this.#folder, name);
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> "${this.#log}"\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** Environment with these tools on the PATH, and no others; nobody's settings or credentials. */
  get env(): NodeJS.ProcessEnv {
    const { NODE_COMPILE_CACHE } = process.env;
    return {
      PATH: this.#folder,
      HOME: this.#folder,
      AWS_EC2_METADATA_DISABLED: "true",
      ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
    };
  }

  /** Runs a verb as npm does. */
  async run(verb: string, args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [`tasks/${verb}.ts`, ...args], { env: this.env, timeout: 60_000 });
    child.stdin.end();
    const status = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { status: await status, stdout, stderr };
  }

  /** Works with these tools on the PATH of this process. */
  here<T>(work: () => T): T {
    const before = process.env.PATH;
    process.env.PATH = this.#folder;
    try {
      return work();
    } finally {
      process.env.PATH = before;
    }
  }

  /** Every call so far, one line each. */
  calls(): string[] {
    try {
      return readFileSync(this.#log, "utf8").trim().split("\n");
    } catch {
      return [];
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #log(): string {
    return join(this.#folder, "calls.log");
  }
}
