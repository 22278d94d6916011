import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

describe("npm run openapi", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "openapi-"));
    for (const part of ["functions", "payload", "package.json"])
      await cp(part, join(directory, part), { recursive: true });
    await symlink(resolve("node_modules"), join(directory, "node_modules"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [resolve("tasks/openapi.ts"), ...args], { cwd: directory, encoding: "utf8" });
  const written = () => readFile(join(directory, "openapi.json"), "utf8");

  it("writes the bytes that are committed, each time", async () => {
    expect(run()).to.deep.include({ status: 0, stderr: "" });
    const first = await written();
    expect(first).to.equal(await readFile("openapi.json", "utf8"));
    run();
    expect(await written()).to.equal(first);
    expect(run("--check").status).to.equal(0);
  });

  it("--check tells that the description is not there, and writes none", async () => {
    expect(run("--check")).to.deep.include({
      status: 1,
      stderr:
        "npm run openapi: openapi.json is not what the contracts say. Run npm run openapi, and commit it.\n",
    });
    expect(run("--check").status).to.equal(1);
  });

  it("--check tells that a contract has changed since", async () => {
    run();
    const path = join(directory, "functions/messages/contract.ts");
    await writeFile(path, (await readFile(path, "utf8")).replace("Store a message.", "Keep a message."));
    expect(run("--check").status).to.equal(1);
    expect(await written()).to.contain("Store a message.");
  });

  it("names an option that it does not have", () => {
    const { status, stderr } = run("--chek");
    expect(status).to.equal(2);
    expect(stderr).to.contain("--chek").and.not.to.contain("    at ");
  });

  it("--help says how it is used", () => {
    expect(run("--help").stdout).to.contain("--check");
  });
});
