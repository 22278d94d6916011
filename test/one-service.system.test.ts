import { execFile } from "node:child_process";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type DeclaredProgram, ofType } from "../local/program/declared.ts";
import type { LocalCloud } from "../local/start.ts";
import { awsRules } from "../rules/aws/rules.ts";
import { projectRules } from "../rules/project/rules.ts";
import { checkRules } from "../rules/rule.ts";
import { targetsOf } from "../tasks/deployment/targets.ts";
import { evaluatedNow } from "./support/evaluated.ts";
import { GIT_IDENTITY } from "./support/git-identity.ts";
import { copyProject, type ProjectCopy } from "./support/project-copy.ts";
import { apiOf, startForTest } from "./support/shared-cloud.ts";

/** Runs a verb of this project in the copy. */
function run({ directory }: ProjectCopy, verb: string, ...args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const command = [resolve(`tasks/${verb}.ts`), ...args];
    execFile(process.execPath, command, { cwd: directory }, (error, stdout, stderr) =>
      error === null ? done(stdout) : fail(new Error(`${stdout}${stderr}`)),
    );
  });
}

function git({ directory }: ProjectCopy, ...args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile("git", [...GIT_IDENTITY, ...args], { cwd: directory }, (error) =>
      error ? fail(error) : done(),
    );
  });
}

async function commit(project: ProjectCopy): Promise<void> {
  await git(project, "add", "functions", "index.ts");
  await git(project, "commit", "--quiet", "--message", "A state");
}

/** `orders`, which is `messages` by another name and without what somebody wrote for `verify`. */
async function addOrders({ directory, edit }: ProjectCopy): Promise<void> {
  const folder = join(directory, "functions/orders");
  await cp(join(directory, "functions/messages"), folder, { recursive: true });
  await rm(join(folder, "checks.ts"));
  const service = join(directory, "services/orders.ts");
  await cp(join(directory, "services/messages.ts"), service);
  const files = await readdir(folder);
  for (const file of [service, ...files.map((name) => join(folder, name))]) {
    const text = await readFile(file, "utf8");
    const renamed = text
      .replaceAll("functions/messages", "functions/orders")
      .replaceAll("Message", "Order")
      .replaceAll("POST /message", "POST /order")
      .replaceAll("ANY /message", "ANY /order");
    await writeFile(file, renamed);
  }
  const line = '  new Messages("messages", shared, opts),\n';
  await edit("index.ts", line, `${line}  new Orders("orders", shared, opts),\n`);
  const from = 'import { Messages } from "./services/messages.ts";\n';
  await edit("index.ts", from, `${from}import { Orders } from "./services/orders.ts";\n`);
}

describe("a project with one service more: a folder, a file, and its line in index.ts", function () {
  this.timeout(60_000);
  let project: ProjectCopy;
  let cloud: LocalCloud;
  before(async () => {
    project = await copyProject();
    await addOrders(project);
    await git(project, "init", "--quiet");
    await commit(project);
    cloud = await startForTest({ program: project.directory, stack: "test" });
  });
  after(async () => {
    await cloud?.stop();
    await project?.remove();
  });

  it("serves it, and verify checks each of its endpoints", async () => {
    const where = ["--stack", "test", "--url", apiOf(cloud), "--service", "orders"];
    const lines = (await run(project, "verify", ...where))
      .split("\n")
      .map((line) => line.replace(/ \(.*/, ""));
    expect(lines).to.include.members([
      "ok     POST /order 400",
      "ok     POST /order 200",
      "All 2 checks passed.",
    ]);
  });

  it("keeps every rule, alarms included, and can be deployed alone", () => {
    const { declared } = cloud;
    const rules = [...awsRules({ concurrentExecutions: 1000 }), ...projectRules];
    expect(checkRules(rules, declared.resources)).to.deep.equal([]);
    const targets = targetsOf(declared, ["orders"]);
    expect(targets.filter((urn) => urn.includes("lambda/function:Function::orders"))).to.have.lengthOf(1);
    expect(targets.filter((urn) => urn.endsWith("::api POST /order"))).to.have.length.above(0);
  });

  it("is known to the pipeline, to the API's description and to the other verbs", async () => {
    expect(JSON.parse(await run(project, "list-services"))).to.include("orders");
    await run(project, "openapi");
    const { paths } = JSON.parse(await readFile(join(project.directory, "openapi.json"), "utf8"));
    expect(paths).to.have.property("/order");
    expect(
      await run(project, "invoke", "--service", "orders", "--endpoint", cloud.awsEndpoint, "--stack", "test"),
    ).to.include("Order processed successfully.");
  });

  it("changes one image by a commit that touches one service, and the revision that the stack puts out", async () => {
    const { declared: before } = cloud;
    await project.edit("functions/orders/handler.ts", "successfully.", "at once.");
    await commit(project);
    const after = await evaluatedNow({ program: project.directory, stack: "test" });
    expect(changedImages(before, after)).to.deep.equal(["orders"]);
    for (const { revision } of [before.outputs, after.outputs]) expect(revision).to.match(/^[0-9a-f]{7,}$/);
    expect(after.outputs.revision).not.to.equal(before.outputs.revision);
    expect(JSON.stringify(after.resources)).not.to.include(after.outputs.revision);
  });
});

/** Names of the images whose inputs or digests differ. */
function changedImages(before: DeclaredProgram, after: DeclaredProgram): string[] {
  const made = ({ resources }: DeclaredProgram) =>
    new Map(
      ofType({ resources } as DeclaredProgram, "docker-build:index:Image").map(
        ({ name, inputs, outputs }) => [name, JSON.stringify([inputs, outputs.digest])],
      ),
    );
  const old = made(before);
  return [...made(after)].filter(([name, text]) => old.get(name) !== text).map(([name]) => name);
}
