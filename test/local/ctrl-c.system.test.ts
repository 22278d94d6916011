import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, existsSync, openSync } from "node:fs";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { processesWith } from "../support/processes.ts";
import { copyParts, shareCompileCache } from "../support/project-copy.ts";
import { type Runner, run } from "../support/runner.ts";
import { until } from "../support/until.ts";
import { StubTools } from "../tasks/stub-tools.ts";

const PROGRAM = "test/programs/plain";

/** @returns a pipe's end to write to, undefined while nobody reads it */
function openForReader(pipe: string): number | undefined {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

describe("Ctrl-C while something is under way", () => {
  let folder: string;
  let project: string;
  let tools: StubTools;
  let runner: Runner | undefined;

  beforeEach(async () => {
    folder = await copyParts([PROGRAM]);
    project = join(folder, PROGRAM);
    await shareCompileCache(project);
    tools = new StubTools();
  });
  afterEach(async () => {
    runner?.child.kill("SIGKILL");
    await runner?.ended();
    tools.remove();
    await until("no child is left", () => processesWith(folder).length === 0);
    await rm(folder, { recursive: true, maxRetries: 10 });
  });

  const lock = () => join(project, ".lambdock/dev/run.lock");
  const work = () => join(project, "pid");

  function start(...args: string[]): Runner {
    const env = { ...process.env, PATH: `${tools.env.PATH}:${process.env.PATH}` };
    runner = run(["--json", ...args], project, [], env);
    return runner;
  }

  /** The process that a start waits for, once it has written its number. */
  async function pidOfWork(): Promise<number> {
    const written = () => readFile(work(), "utf8").catch(() => "");
    await until("its process works", async () => (await written()) !== "");
    return Number(await written());
  }

  async function expectToEndWithoutAWord({ child, ended, stderr, stdout }: Runner): Promise<void> {
    const said = stderr() + stdout();
    child.kill("SIGINT");
    expect(await ended()).to.equal(0);
    expect(stderr() + stdout()).to.equal(said);
    expect(existsSync(lock())).to.equal(false);
    expect(processesWith(folder)).to.deep.equal([]);
  }

  it("ends the start's evaluation, whatever that does", async () => {
    await writeFile(
      join(project, "index.ts"),
      `import { writeFileSync } from "node:fs";
       process.on("SIGTERM", () => undefined);
       writeFileSync("pid", String(process.pid));
       for (;;);`,
    );
    const starting = start();
    const pid = await pidOfWork();
    await expectToEndWithoutAWord(starting);
    expect(() => process.kill(pid, 0)).to.throw("ESRCH");
  });

  /** Has Docker know no image, and its builds never end once there is a file. */
  function addDocker(file: string): void {
    const build = `[ -e '${file}' ] || exit 0; trap '' TERM; echo $$ > '${work()}'; exec sleep 600`;
    tools.add("docker", `case "$*" in image*) exit 1 ;; *build*--load*) ${build} ;; esac`);
  }

  it("ends a build of the start, whatever that does", async () => {
    addDocker("Pulumi.yaml");
    const starting = start("--containers");
    const pid = await pidOfWork();
    await expectToEndWithoutAWord(starting);
    expect(() => process.kill(pid, 0)).to.throw("ESRCH");
  });

  it("ends a build for an edit, whatever that does", async () => {
    addDocker("edited");
    const running = start("--containers");
    await running.ready();
    await writeFile(join(project, "edited"), "");
    await appendFile(join(project, "greeter/greet.mjs"), "\n// edited\n");
    const pid = await pidOfWork();
    await expectToEndWithoutAWord(running);
    expect(() => process.kill(pid, 0)).to.throw("ESRCH");
  });

  it("waits no more for an engine of somebody else that does not answer", async () => {
    const engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    const asked = once(engine, "request");
    const starting = start("--dynamodb", `http://127.0.0.1:${(engine.address() as AddressInfo).port}`);
    await asked;
    await expectToEndWithoutAWord(starting);
    engine.close();
  });

  it("ends the process at once when it is pressed again, though something can't be given up", async () => {
    const pipe = join(project, "greeter.bundle.json");
    spawnSync("mkfifo", [pipe]);
    const { child, ended } = start();
    let writer = 0;
    await until("it reads what nobody writes", () => {
      writer = openForReader(pipe) ?? 0;
      return writer !== 0;
    });
    const end = ended();
    await until("it has ended", () => {
      child.kill("SIGINT");
      return child.exitCode !== null || child.signalCode !== null;
    });
    expect(await end).to.equal("SIGINT");
    closeSync(writer);
  });
});
