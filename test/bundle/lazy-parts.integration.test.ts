import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { bundle } from "../../bundle/bundle.ts";

const run = promisify(execFile);

const CONFIG = `
[profile outside]
aws_access_key_id = AKIAOUTSIDE
aws_secret_access_key = secret
`;

describe("the lazy parts of a bundle", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "outside-"));
  });
  afterEach(() => rm(folder, { recursive: true, maxRetries: 10 }));

  it("are there when a function runs where credentials do not come from the environment", async () => {
    const { directory } = await bundle("functions/patients/handler.ts", "patients");
    await writeFile(join(folder, "config"), CONFIG);
    const keys: (string | undefined)[] = [];
    const endpoint = createServer((request, response) => {
      keys.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1]);
      response.setHeader("content-type", "application/x-amz-json-1.0").end("{}");
    });
    await once(endpoint.listen(0, "127.0.0.1"), "listening");
    const event = {
      version: "2.0",
      routeKey: "GET /patients/{id}",
      rawPath: "/patients/1",
      headers: {},
      pathParameters: { id: "1" },
      requestContext: { requestId: "id", http: { method: "GET", path: "/patients/1" } },
    };
    const program = `require("./handler.js").handler(${JSON.stringify(event)}, { awsRequestId: "id" });`;
    await run(process.execPath, ["-e", program], {
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        AWS_PROFILE: "outside",
        AWS_CONFIG_FILE: join(folder, "config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
        AWS_REGION: "us-east-1",
        AWS_LAMBDA_FUNCTION_NAME: "patients",
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`,
        TABLE_NAME: "patients",
      },
    });
    endpoint.close();
    expect(keys).to.deep.equal(["AKIAOUTSIDE"]);
  });

  it("are none of a bundle's own bytes, and nothing where there are none", async () => {
    await Promise.all(["patients", "data"].map((name) => bundle(`functions/${name}/handler.ts`, name)));
    const handler = await readFile(".build/patients/handler.js", "utf8");
    expect(handler).to.include('require("./lazy.js")').and.not.include("AssumeRoleWithWebIdentity");
    expect(await readFile(".build/patients/lazy.js", "utf8")).to.include("AssumeRoleWithWebIdentity");
    expect((await stat(".build/data/lazy.js")).size).to.equal(0);
  });
});
