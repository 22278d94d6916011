import { join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { type DeclaredProgram, ofType } from "../../../local/program/declared.ts";
import { type EvaluationOptions, evaluateProgram } from "../../../local/program/evaluator.ts";
import { readStackConfig } from "../../../local/program/stack-config.ts";
import { setEnvironment } from "../../support/dynamodb.ts";
import { type SampleProgram, sampleProgram } from "./sample-program.ts";

const CACHE = join(process.cwd(), "node_modules/.cache/evaluations");

describe("evaluating a program", () => {
  let sample: SampleProgram;

  beforeEach(async () => {
    sample = await sampleProgram();
  });

  afterEach(() => sample.remove());

  async function evaluate(source: string, hooks: Partial<EvaluationOptions> = {}): Promise<DeclaredProgram> {
    await sample.write(source);
    return evaluateProgram(readStackConfig(sample.directory, "dev"), {
      cacheDirectory: CACHE,
      print: () => undefined,
      ...hooks,
    });
  }

  async function failure(source: string, hooks: Partial<EvaluationOptions> = {}): Promise<string> {
    const error = await evaluate(source, hooks).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(LocalError);
    return (error as LocalError).message;
  }

  it("gives resources with inputs, computed outputs and parents", async () => {
    const program = await evaluate(`
      class Part extends pulumi.ComponentResource {
        constructor() {
          super("sample:index:Part", "part");
          const table = new aws.dynamodb.Table("things", { hashKey: "id", attributes: [{ name: "id", type: "S" }] }, { parent: this, protect: true });
          this.registerOutputs({ arn: table.arn });
        }
      }
      new Part();
    `);
    const [table] = ofType(program, "aws:dynamodb/table:Table");
    const [part] = ofType(program, "sample:index:Part");
    expect(table?.parent).to.equal(part?.urn);
    expect(table).to.include({ name: "things", custom: true, protect: true });
    expect(table?.inputs).to.deep.include({ hashKey: "id" });
    expect(table?.outputs.arn).to.match(
      /^arn:aws:dynamodb:eu-west-1:000000000000:table\/things-[0-9a-f]{7}$/,
    );
  });

  it("names what has no name alike in every run, so that data is found again", async () => {
    const source = `new aws.s3.Bucket("files"); export const region = aws.config.region;`;
    const [one, other] = [await evaluate(source), await evaluate(source)];
    expect(one.resources).to.deep.equal(other.resources);
    expect(one.outputs).to.deep.equal({ region: "eu-west-1" });
  });

  it("makes resources in the region that the environment names, where the stack names none", async () => {
    await sample.write(`export const { arn } = new aws.lambda.Function("f", { role: "r" });`);
    const { values, ...rest } = readStackConfig(sample.directory, "dev");
    const { "aws:region": _region, ...others } = values;
    const restore = setEnvironment({ AWS_REGION: "eu-central-1" });
    try {
      const options = { cacheDirectory: CACHE, print: () => undefined };
      const program = await evaluateProgram({ ...rest, values: others }, options);
      expect(program.region).to.equal("eu-central-1");
      expect(program.outputs.arn).to.match(/^arn:aws:lambda:eu-central-1:/);
    } finally {
      restore();
    }
  });

  it("names what waits for ever, and for what", async () => {
    const said = await failure(
      `new aws.s3.Bucket("files", { bucket: pulumi.output(new Promise(() => {})) }); export const done = 1;`,
    );
    expect(said).to.include(
      `"files" [aws:s3/bucket:Bucket] was waiting for the value of its input property "bucket"`,
    );
  });

  it("unwraps secrets in inputs and outputs, and reads the stack's settings", async () => {
    const program = await evaluate(`
      const config = new pulumi.Config();
      const secret = pulumi.secret("word");
      new aws.ssm.Parameter("p", { type: "SecureString", value: secret });
      export const color = config.require("color");
      export const hidden = secret;
    `);
    expect(program.resources[0]?.inputs.value).to.equal("word");
    expect(program.outputs).to.deep.equal({ color: "green", hidden: "word" });
  });

  it("lists the sources that were loaded, without dependencies", async () => {
    await sample.file("part.ts", "export const one: number = 1;\n");
    const program = await evaluate(`import { one } from "./part.ts"; export const two = one + 1;`);
    expect(program.sources).to.have.members([
      join(sample.directory, "index.ts"),
      join(sample.directory, "part.ts"),
    ]);
  });

  it("calls a program that exports a function, and forwards what it prints", async () => {
    const printed: string[] = [];
    const program = await evaluate(
      `export default async () => { console.log("hello"); return { done: true }; };`,
      { print: (line) => printed.push(line) },
    );
    expect(program.outputs).to.deep.equal({ done: true });
    expect(printed).to.include("hello");
  });

  for (const [name, hooks] of [
    ["", {}],
    [", though it could be given up before", { signal: new AbortController().signal }],
  ] as const) {
    it(`ends an endless loop at the limit, and says so${name}`, async () => {
      const said = await failure("for (;;);", { ...hooks, limitMs: 200 });
      expect(said).to.match(/index\.ts could not be evaluated: it took longer than 0\.2 s$/);
    });
  }

  for (const [name, source, expected] of [
    ["that throws, with its file and line", `throw new Error("no luck");`, /no luck\n {4}at .*index\.ts:2/],
    ["with a syntax error", `const = 1;`, /index\.ts/],
    [
      "whose resource can't be made",
      `new aws.s3.Bucket("a", { bucket: pulumi.output(Promise.reject(new Error("bad bucket"))) });`,
      /bad bucket/,
    ],
    ["that ends its process", `process.exit(3);`, /it ended with 3/],
    [
      "with one URN twice",
      `new aws.s3.Bucket("a"); new aws.s3.Bucket("a");`,
      /Two resources have one URN, urn:pulumi:dev::sample::.*::a\./,
    ],
    [
      "that calls an unknown provider function",
      `export const zone = aws.route53.getZoneOutput({ name: "x" }).id;`,
      /aws:route53\/getZone:getZone/,
    ],
  ] as const) {
    it(`refuses a program ${name}`, async () => {
      expect(await failure(source)).to.match(expected);
    });
  }
});
