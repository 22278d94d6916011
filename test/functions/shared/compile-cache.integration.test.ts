import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const MODULE = new URL("../../../functions/shared/compile-cache.ts", import.meta.url).href;
const PROGRAM = `const { compileCache } = await import(${JSON.stringify(MODULE)}); console.log(compileCache());`;

describe("compileCache", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "lambdock-compile-cache-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** What a fresh Node process says, with `NODE_COMPILE_CACHE` set to this path, or not set. */
  async function inNode(cache: string | undefined, ...flags: readonly string[]): Promise<string> {
    const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...flags, "--input-type=module", "--eval", PROGRAM],
      { env: { ...environment, ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }) } },
    );
    return stdout.trim();
  }

  it("is undefined where no cache is set up", async () => {
    expect(await inNode(undefined)).to.equal("undefined");
  });

  it("is a miss while the folder is empty, and a hit for the process after", async () => {
    expect(await inNode(directory)).to.equal("miss");
    expect(await inNode(directory)).to.equal("hit");
  });

  it("is a miss under other V8 flags than the cache was written with", async () => {
    await inNode(directory);
    expect(await inNode(directory, "--expose-gc")).to.equal("miss");
  });

  it("is a miss where the folder can't be made", async () => {
    const file = join(directory, "file");
    await writeFile(file, "");
    expect(await inNode(join(file, "cache"))).to.equal("miss");
  });
});
