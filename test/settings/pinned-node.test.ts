import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

/** Makes this Node.js take itself for an older one, in the first process or in all. */
const older = (when: string) =>
  `if (${when}) Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } });`;

describe("an older Node.js", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pinned-node-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a program as Pulumi would: with the project's `nodeargs`. */
  function run(when: string) {
    const disguise = join(folder, "older.cjs");
    const program = join(folder, "program.cjs");
    writeFileSync(disguise, older(when));
    writeFileSync(program, "console.log(process.versions.node, ...process.argv.slice(2)); process.exit(7);");
    const { nodeargs } = parse(readFileSync("Pulumi.yaml", "utf8")).runtime.options;
    const args = ["--require", disguise, ...nodeargs.split(" "), program, "--monitor", "address"];
    return spawnSync(process.execPath, args, { encoding: "utf8" });
  }

  it("hands the program over to the pinned one, with its arguments and its exit code", () => {
    const { status, stdout, stderr } = run("!process.env.LAMBDOCK_PINNED_NODE");
    expect(stderr).to.equal("");
    expect(stdout).to.equal(`${process.versions.node} --monitor address\n`);
    expect(status).to.equal(7);
  });

  it("says what to do when there is none that is new enough", () => {
    const { status, stdout, stderr } = run("true");
    expect(stderr).to.match(/^Node.js is v\S+; the program needs 24. Run npm ci, .*\n$/);
    expect([status, stdout]).to.deep.equal([1, ""]);
  });

  it("is no matter where the Node.js is new enough", () => {
    expect(run("false").status).to.equal(7);
  });
});
