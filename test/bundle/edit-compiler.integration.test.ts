import { execFile } from "node:child_process";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { BundleError, bundle, EditCompiler, readManifest, writeBundle } from "../../bundle/bundle.ts";
import { projectFolders } from "./project-folder.ts";

const DATA = { name: "data", entry: "functions/data/handler.ts" };
const PAYLOAD = "functions/data/payload.ts";
const run = promisify(execFile);

describe("the compiler of a bundle that is being edited", () => {
  const project = projectFolders();
  let folder: string;
  let compiler: EditCompiler;

  before(async () => {
    folder = await project();
    compiler = new EditCompiler(DATA, folder);
    await compiler.makeReady();
  });

  beforeEach(() => bundle(DATA.entry, DATA.name, folder));

  /** As a developer, who takes back what the next test does not expect. */
  afterEach(() => copyFile(PAYLOAD, join(folder, PAYLOAD)));

  after(() => compiler.dispose());

  async function edit(file: string, from: string, to: string): Promise<void> {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    await writeFile(path, text.replace(from, to));
  }

  /** What the written bundle answers. */
  async function answer(path: string = "/data"): Promise<{ statusCode: number; body: string }> {
    const event = {
      version: "2.0",
      routeKey: `GET ${path}`,
      rawPath: path,
      headers: {},
      requestContext: { requestId: "id", http: { method: "GET", path } },
    };
    const program = `
      console.info = () => {}; console.log = () => {};
      require("./handler.js").handler(${JSON.stringify(event)}, { awsRequestId: "id" })
        .then((answer) => process.stderr.write(JSON.stringify(answer)));`;
    const env = { PATH: process.env.PATH, AWS_LAMBDA_FUNCTION_NAME: "data" };
    const { stderr } = await run(process.execPath, ["-e", program], {
      cwd: join(folder, ".build/data"),
      env,
    });
    return JSON.parse(stderr);
  }

  it("makes what does the same as the bundle of the image", async () => {
    const expected = [await answer("/healthz"), await answer("/nothing")];
    await writeBundle(await compiler.compile(), folder);
    expect([await answer("/healthz"), await answer("/nothing")]).to.deep.equal(expected);
  });

  it("compiles what was edited since", async () => {
    await edit(PAYLOAD, "return {", "return { edited: true,");
    await writeBundle(await compiler.compile(), folder);
    expect(JSON.parse((await answer()).body)).to.include({ edited: true });
  });

  for (const [kind, statement, call, expected] of [
    ["an ES module", 'import { lexer } from "marked"', "lexer('a').length", 1],
    ["CommonJS", 'import { parse } from "yaml"', "parse('a: 1').a", 1],
  ] as const) {
    it(`links a package that an edit imports for the first time: ${kind}`, async () => {
      await edit(PAYLOAD, "return {", `return { edited: ${call},`);
      const path = join(folder, PAYLOAD);
      await writeFile(path, `${statement};\n${await readFile(path, "utf8")}`);
      await writeBundle(await compiler.compile(), folder);
      expect(JSON.parse((await answer()).body).edited).to.equal(expected);
    });
  }

  it("makes bundles that are compiled again for their image", async () => {
    const made = await readFile(join(folder, ".build/data/handler.js"), "utf8");
    await writeBundle(await compiler.compile(), folder);
    await bundle(DATA.entry, DATA.name, folder);
    expect(await readFile(join(folder, ".build/data/handler.js"), "utf8")).to.equal(made);
  });

  it("lists as inputs what an edit can change, and nothing that is only there for edits", async () => {
    await writeBundle(await compiler.compile(), folder);
    const manifest = await readManifest(join(folder, ".build/data"));
    const inputs = Object.keys(manifest?.inputs ?? {});
    expect(inputs).to.include.members(["functions/data/handler.ts", PAYLOAD]);
    expect(inputs.filter((path) => path.includes("lambdock-edits"))).to.deep.equal([]);
  });

  it("says where a source does not compile, and goes on with the next edit", async () => {
    await edit(PAYLOAD, "return {", "return {{");
    const failure = await compiler.compile().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(BundleError);
    expect((failure as Error).message).to.match(/^functions\/data\/payload\.ts:\d+:\d+: /);
    await edit(PAYLOAD, "return {{", "return {");
    expect((await compiler.compile()).files.get("handler.js")?.byteLength).to.be.greaterThan(1000);
  });
});
