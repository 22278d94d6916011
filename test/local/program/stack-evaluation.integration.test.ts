import { rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { declareTheSame } from "../../../local/program/same-declaration.ts";
import { readStackConfig } from "../../../local/program/stack-config.ts";
import { StackEvaluation, type StackEvaluationOptions } from "../../../local/program/stack-evaluation.ts";
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
    const known = await evaluation().known();
    expect(known).to.include({ isRemembered: true });
    expect(await known?.current).to.deep.equal(program);
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

  describe("of a program with a function", () => {
    const BUNDLE = join(process.cwd(), "bundle/bundle.ts");
    const digestOf = (program: DeclaredProgram | undefined) => String(program?.outputs.digest);

    beforeEach(async () => {
      await sample.file("handler.ts", `import { part } from "./part.ts"; export const handler = () => part;`);
      await sample.write(`
        import { createHash } from "node:crypto";
        import { readFileSync } from "node:fs";
        import { Image } from "@pulumi/docker-build";
        import { bundle } from "${BUNDLE}";
        const { directory: location } = await bundle("handler.ts", "sample");
        const tag = createHash("sha256").update(readFileSync(location + "/handler.js")).digest("hex");
        export const { digest } = new Image("sample", { context: { location }, tags: ["sample:" + tag], push: false });
        export const sentence = digest.apply((text) => "The image is " + text);
      `);
      await makeOld("index.ts", "handler.ts");
    });

    it("is true for the rest of it when the function was edited, and has the function as it is now", async () => {
      const before = await evaluation().evaluate();
      await sample.file("part.ts", `export const part: string = "other";`);
      const known = await evaluation().known();
      expect(known?.isRemembered).to.equal(true);
      const current = await known?.current;
      expect(digestOf(current)).not.to.equal(digestOf(before));
      const evaluated = await evaluation().evaluate();
      expect(current?.outputs).to.deep.equal(evaluated.outputs);
      expect(current && declareTheSame(current, evaluated)).to.equal(true);
    });

    it("is not when the function can't be compiled: what is wrong is said", async () => {
      await evaluation().evaluate();
      await sample.file("part.ts", "export const part = ;");
      const known = await evaluation().known();
      const error = await known?.current.catch((error: unknown) => error);
      expect(error).to.be.instanceOf(LocalError);
      expect((error as Error).message).to.include("part.ts:1:21");
    });

    it("is forgotten when what was edited is of the program too", async () => {
      await sample.file("index.ts", `import "./part.ts";\n${await sample.read("index.ts")}`);
      await makeOld("index.ts");
      await evaluation().evaluate();
      await sample.file("part.ts", `export const part: string = "other";`);
      expect(await evaluation().known()).to.equal(undefined);
    });
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
});
