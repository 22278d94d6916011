import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openApiPage, type ServedProject } from "../../local/openapi-page.ts";
import { type LocalAws, startLocalAws } from "./aws/local-aws.ts";

const API = "http://127.0.0.1:3000/prod";
const DESCRIPTION = {
  openapi: "3.1.1",
  info: { title: "shop", version: "1" },
  servers: [{ url: "/" }],
  paths: {},
};

describe("the page of the OpenAPI description", () => {
  let aws: LocalAws;
  let directory: string;
  let project: ServedProject | undefined;

  before(async () => {
    aws = await startLocalAws({ pages: new Map([["openapi.json", openApiPage(() => project)]]) });
  });
  after(() => aws.stop());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "openapi-page-"));
    project = { directory, api: API };
  });
  afterEach(() => rm(directory, { recursive: true }));

  const get = (init: RequestInit = {}) => fetch(`${aws.url}/_lambdock/openapi.json`, init);
  const write = (text: string) => writeFile(join(directory, "openapi.json"), text);

  it("has the API's URL as its server", async () => {
    await write(JSON.stringify(DESCRIPTION));
    const response = await get();
    expect(response.status).to.equal(200);
    expect(response.headers.get("content-type")).to.equal("application/json");
    expect(await response.json()).to.deep.equal({ ...DESCRIPTION, servers: [{ url: API }] });
  });

  it("leaves the servers as they are where there is no API", async () => {
    project = { directory };
    await write(JSON.stringify(DESCRIPTION));
    expect(await (await get()).json()).to.deep.equal(DESCRIPTION);
  });

  it("is read again at each request", async () => {
    await write(JSON.stringify(DESCRIPTION));
    await get();
    await write(JSON.stringify({ ...DESCRIPTION, paths: { "/new": {} } }));
    expect(await (await get()).json()).to.have.nested.property("paths./new");
  });

  it("lets no page of another origin read it", async () => {
    await write(JSON.stringify(DESCRIPTION));
    const { headers } = await get({ headers: { origin: "http://evil.example" } });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).to.deep.equal([]);
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
  });

  it("says where a description belongs that is not there", async () => {
    const response = await get();
    expect(response.status).to.equal(404);
    expect(await response.text()).to.contain(join(directory, "openapi.json"));
  });

  for (const text of ["{", "", "[]", "null", '"text"']) {
    it(`says that ${JSON.stringify(text)} is no description`, async () => {
      await write(text);
      const response = await get();
      expect(response.status).to.equal(500);
      expect(await response.text()).to.contain("must hold a JSON object");
    });
  }

  it("says so when no program is served yet", async () => {
    project = undefined;
    expect((await get()).status).to.equal(503);
  });

  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    it(`refuses ${method}`, async () => {
      const response = await get({ method });
      expect(response.status).to.equal(405);
      expect(response.headers.get("allow")).to.equal("GET, HEAD");
    });
  }
});
