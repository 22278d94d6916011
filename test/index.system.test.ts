import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { VALID } from "./functions/messages/messages.cases.ts";
import { overHttp } from "./support/api-case.ts";
import { evaluatedNow } from "./support/evaluated.ts";
import { copyProject } from "./support/project-copy.ts";
import { apiOf, startForTest } from "./support/shared-cloud.ts";

const MESSAGE = { method: "POST", path: "/message", body: VALID } as const;

describe("the program, edited,", function () {
  this.timeout(60_000);

  it("without dynamodb:PutItem fails as on AWS: a 500 for the client, AWS's words in the log", async () => {
    const project = await copyProject();
    await project.edit("services/messages.ts", "allow.put(table)", "allow.get(table)");
    const cloud = await startForTest({ program: project.directory, stack: "test" });
    const lines: string[] = [];
    cloud.events.subscribe("log", ({ message }) => lines.push(message));
    const { status, body } = await overHttp(() => apiOf(cloud))(MESSAGE);
    await cloud.stop();
    await project.remove();
    expect([status, body]).to.deep.equal([500, { message: "Failed to save message." }]);
    expect(lines.join("\n")).to.match(
      /User: arn:aws:sts::\d{12}:assumed-role\/messages-\w+\/lambdock-test-messages is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:\d{12}:table\/messages-\w+ because no identity-based policy allows the dynamodb:PutItem action/,
    );
  });

  it("in one contract key changes the declared API, and tsc names the handler", async () => {
    const project = await copyProject();
    await project.edit("functions/messages/contract.ts", '"POST /message": {', '"POST /letter": {');
    const { resources } = await evaluatedNow({ program: project.directory, stack: "test" });
    const routes = resources.map(({ inputs }) => inputs.routeKey);
    expect(routes).to.include("POST /letter").and.not.include("POST /message");

    // What the handler calls has nothing to do with it, and AWS's types are most of what there is to compile.
    await writeFile(
      join(project.directory, "functions/messages/store.ts"),
      "export async function save(_message: object): Promise<void> {}\n",
    );
    const options = JSON.parse(await readFile("tsconfig.json", "utf8"));
    const config = { ...options, include: ["functions/messages/handler.ts"], exclude: [] };
    await writeFile(join(project.directory, "tsconfig.json"), JSON.stringify(config));
    const { stdout } = spawnSync("tsc", ["--noEmit", "--incremental", "false", "-p", project.directory], {
      encoding: "utf8",
    });
    await project.remove();
    expect(stdout).to.match(/functions\/messages\/handler\.ts\(\d+,\d+\): error TS\d+/);
    expect(stdout).to.include("POST /message");
  });
});
