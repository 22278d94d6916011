import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { awsClients } from "../../support/aws-clients.ts";
import { startForTest } from "../../support/shared-cloud.ts";
import { until } from "../../support/until.ts";
import { sampleProgram } from "./sample-program.ts";

describe("what is remembered of the last run", () => {
  it("is confirmed behind its back, and served anew when something else has changed", async () => {
    const sample = await sampleProgram();
    await sample.file("text", "text");
    // What another process reads can't be known.
    await sample.write(`
      import { execFileSync } from "node:child_process";
      const name = execFileSync("cat", ["text"], { encoding: "utf8" }).trim();
      new aws.dynamodb.Table(name, { name, hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" });
    `);
    // What was written while it is evaluated is not remembered, and this file system can't tell by less than a tick.
    for (const name of ["index.ts", "text", "."]) await utimes(join(sample.directory, name), 1_000, 1_000);
    const startWatching = () => startForTest({ program: sample.directory, stack: "dev", watch: true });
    await (await startWatching()).stop();
    await sample.file("text", "things");
    const cloud = await startWatching();
    const { tables } = awsClients(cloud);
    try {
      expect(await tables()).to.include("text");
      await until("the new table", async () => (await tables()).includes("things"));
    } finally {
      await cloud.stop();
      await sample.remove();
    }
  });
});
