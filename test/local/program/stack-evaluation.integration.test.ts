import { rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { readStackConfig } from "../../../local/program/stack-config.ts";
import { StackEvaluation, type StackEvaluationOptions } from "../../../local/program/stack-evaluation.ts";
import { awsClients } from "../../support/aws-clients.ts";
import { startForTest } from "../../support/shared-cloud.ts";
import { until } from "../../support/until.ts";
import { type SampleProgram, sampleProgram } from "./sample-program.ts";

const SOURCE = `
  import { existsSync, readFileSync } from "node:fs";
  import { part } from "./part.ts";
  if (existsSync("switch")) throw new Error("switched off");
  export const text = readFileSync("text", "utf8") + part + (process.env.SAMPLE_WORD ?? "");
`;

const CACHE = join(process.cwd(), "node_modules/.cache/evaluations/samples");

const SETTINGS = "config:\n  sample:color: green\n";

describe("what an evaluation gave", () => {
  let sample: SampleProgram;

  // What V8 compiled stays for the next run; what is remembered is of programs that are gone.
  after(() => rm(join(CACHE, "evaluations"), { recursive: true }));

  beforeEach(async () => {
    sample = await sampleProgram();
    await writeSample();
  });

  afterEach(async () => {
    delete process.env.SAMPLE_WORD;
    await sample.remove();
  });

  /** The same files with the same times, each time. */
  async function writeSample(): Promise<void> {
    await sample.write(SOURCE);
    await sample.file("part.ts", `export const part: string = "part";`);
    await sample.file("text", "text ");
    await sample.file("Pulumi.dev.yaml", SETTINGS);
    await rm(join(sample.directory, "switch"), { force: true });
    await makeOld("index.ts", "part.ts", "text", ".");
  }

  /** What was written while it is evaluated is not remembered, and this file system can't tell by less than a tick. */
  async function makeOld(...names: readonly string[]): Promise<void> {
    for (const name of names) await utimes(join(sample.directory, name), 1_000, 1_000);
  }

  function setWord(word: string): void {
    process.env.SAMPLE_WORD = word;
  }

  function evaluation(options: Partial<StackEvaluationOptions> = {}) {
    return new StackEvaluation({
      readConfig: () => readStackConfig(sample.directory, "dev"),
      cacheDirectory: CACHE,
      print: () => undefined,
      remembers: true,
      ...options,
    });
  }

  it("is remembered by the next run", async () => {
    const program = await evaluation().evaluate();
    expect(program.outputs).to.deep.equal({ text: "text part" });
    expect(await evaluation().known()).to.deep.equal({ program, isRemembered: true });
  });

  it("is forgotten when something that it depends on has changed, and is true again when it has changed back", async () => {
    await evaluation().evaluate();
    for (const [what, change] of [
      ["a module", () => sample.file("part.ts", `export const part: string = "other";`)],
      ["a file that the program reads", () => sample.file("text", "other")],
      ["a file that the program looks for", () => sample.file("switch", "")],
      ["the stack's settings", () => sample.file("Pulumi.dev.yaml", SETTINGS.replace("green", "red"))],
      ["an environment variable that the program asks for", async () => setWord("word")],
    ] as const) {
      await change();
      expect(await evaluation().known(), what).to.equal(undefined);
      delete process.env.SAMPLE_WORD;
      await writeSample();
      expect(await evaluation().known(), `${what}, back again`).not.to.equal(undefined);
    }
  });

  it("is not kept when it depends on an environment variable, which may hold a secret", async () => {
    setWord("secret");
    expect((await evaluation().evaluate()).outputs).to.deep.equal({ text: "text partsecret" });
    delete process.env.SAMPLE_WORD;
    expect(await evaluation().known()).to.equal(undefined);
  });

  it("is not kept when a file was edited meanwhile", async () => {
    const evaluating = evaluation().evaluate();
    await sample.file("text", "new ");
    await evaluating;
    expect(await evaluation().known()).to.equal(undefined);
  });

  it("is not kept for who does not ask for it", async () => {
    await evaluation({ remembers: false }).evaluate();
    expect(await evaluation().known()).to.equal(undefined);
  });

  it("is confirmed behind its back, and served anew when something else has changed", async () => {
    // What another process reads can't be known.
    await sample.write(`
      import { execFileSync } from "node:child_process";
      const name = execFileSync("cat", ["text"], { encoding: "utf8" }).trim();
      new aws.dynamodb.Table(name, { name, hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" });
    `);
    await makeOld("index.ts");
    const startWatching = () => startForTest({ program: sample.directory, stack: "dev", watch: true });
    await (await startWatching()).stop();
    await sample.file("text", "things");
    const cloud = await startWatching();
    const { tables } = awsClients(cloud);
    try {
      expect(await tables()).to.deep.equal(["text"]);
      await until("the new table", async () => (await tables()).includes("things"));
    } finally {
      await cloud.stop();
    }
  });
});
