import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { readStackConfig } from "../local/program/stack-config.ts";
import { evaluated } from "../tasks/program.ts";
import { VALID } from "./functions/messages/messages.cases.ts";
import { overHttp } from "./support/api-case.ts";
import { copyProject } from "./support/project-copy.ts";
import { apiOf, startForTest, useCloud } from "./support/shared-cloud.ts";

const MESSAGE = { method: "POST", path: "/message", body: VALID } as const;

describe("the program, with other settings,", () => {
  describe("in stack dev", () => {
    const cloud = useCloud({ stack: "dev" });

    it("answers 429 to what goes over its burst of 100", async () => {
      const send = overHttp(() => apiOf(cloud()));
      const answers = await Promise.all(
        Array.from({ length: 300 }, () => send({ method: "GET", path: "/healthz" })),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 200).length).to.be.within(100, 299);
      expect(refused[0]?.body).to.deep.equal({ message: "Too Many Requests" });
    });
  });

  describe("with a named stage", () => {
    const cloud = useCloud({ stack: "test", config: { "lambdock:apiStage": "prod" } });

    it("has the stage in its URL and answers below it", async () => {
      expect(new URL(apiOf(cloud())).pathname).to.equal("/prod");
      const { status, body } = await overHttp(() => apiOf(cloud()))(MESSAGE);
      expect([status, body]).to.deep.equal([200, { message: "Message processed successfully." }]);
    });

    it("leaves a service's own 405 as it is", async () => {
      const answer = await overHttp(() => apiOf(cloud()))({ method: "GET", path: "/message" });
      expect(answer).to.deep.include({ status: 405, body: { message: "Method Not Allowed" } });
    });

    it("answers nothing outside of it", async () => {
      const answer = await overHttp(() => new URL(apiOf(cloud())).origin)(MESSAGE);
      expect(answer).to.deep.include({ status: 404, body: { message: "Not Found" } });
    });
  });

  it("is refused before anything is declared, with every mistake in a line", async () => {
    const config = { "lambdock:logRetentionDays": "8", "lambdock:colour": "red" };
    const failure = await startForTest({ stack: "dev", config }).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(failure).to.include(
      "Pulumi.dev.yaml: lambdock:logRetentionDays must be one of 1, 3, 5, 7, 14, 30",
    );
    expect(failure).to.include("; got 8.");
    expect(failure).to.include("Pulumi.dev.yaml: lambdock:colour is no setting; got red.");
  });
});

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
    const { resources } = await evaluated(readStackConfig(project.directory, "test"));
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
