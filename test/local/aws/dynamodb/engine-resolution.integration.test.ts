import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { findEngineProgram, startDynamoDbEngine } from "../../../../local/aws/dynamodb/engine-resolution.ts";
import { LocalError } from "../../../../local/emulator.ts";
import { EventStream } from "../../../../local/events.ts";
import { freePort } from "../../../../local/process/free-port.ts";
import { ProcessSupervisor } from "../../../../local/process/supervisor.ts";
import { temporaryFolder } from "../local-aws.ts";

/** A machine for which no platform package exists, with these programs on its PATH. */
async function host(folder: string, programs: Readonly<Record<string, string>>) {
  for (const [name, script] of Object.entries(programs)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return { platform: "darwin", arch: "none", path: `/nowhere:${folder}` };
}

describe("The DynamoDB engine that is chosen", () => {
  it("is dynoxide on PATH, where no package has it", async () => {
    await using folder = await temporaryFolder();
    const program = await findEngineProgram(await host(folder.path, { dynoxide: "", docker: "" }), "/data");
    expect(program.command).to.equal(join(folder.path, "dynoxide"));
    expect(program.args(8000).join(" ")).to.equal(
      "serve --host 127.0.0.1 --port 8000 --db-path /data/dynamodb.sqlite",
    );
  });

  it("is DynamoDB Local, where only a Docker daemon answers", async () => {
    await using folder = await temporaryFolder();
    const machine = await host(folder.path, { docker: "exit 0" });
    const persistent = await findEngineProgram(machine, "/data");
    expect(persistent.args(8000).join(" ")).to.equal(
      "run --rm --publish 127.0.0.1:8000:8000 --volume /data:/data --user root amazon/dynamodb-local " +
        "-jar DynamoDBLocal.jar -sharedDb -dbPath /data",
    );
    const ephemeral = await findEngineProgram(machine, undefined);
    expect(ephemeral.args(8000)).to.include("-inMemory").and.not.include("--volume");
  });

  for (const [what, programs] of Object.entries({
    "a daemon that is stopped": { docker: "exit 1" },
    nothing: {},
  })) {
    it(`is named as missing with the line that installs it, where there is ${what}`, async () => {
      await using folder = await temporaryFolder();
      const error = await findEngineProgram(await host(folder.path, programs), undefined).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.have.property("name", "LocalError");
      expect(error)
        .to.have.property("message")
        .that.contains("darwin-none")
        .and.contains('"brew install nubo-db/tap/dynoxide"');
    });
  }

  const unusable: [what: string, url: () => Promise<string>, says: RegExp][] = [
    ["what is no URL", async () => "foo", /^--dynamodb must be a URL such as http:\S+; got foo\.$/],
    ["HTTPS", async () => "https://localhost:1", /^--dynamodb must be a URL such as http:/],
    [
      "where nobody listens",
      async () => `http://127.0.0.1:${await freePort()}`,
      /^No DynamoDB engine answers at http:\S+ \(connect ECONNREFUSED .*\)\. Start it, or leave --dynamodb out\.$/,
    ],
  ];
  for (const [what, url, says] of unusable) {
    it(`is not ${what}`, async () => {
      const options = { url: await url(), supervisor: new ProcessSupervisor(), events: new EventStream() };
      const error = await startDynamoDbEngine(options).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(LocalError).with.property("message").that.matches(says);
    });
  }
});
