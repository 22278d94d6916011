import { expect } from "chai";
import { GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, a named stage", () => {
  const local = new GatewayHarness();
  before(() =>
    local.gateway.apply(
      declare.program(
        declare.api("shop"),
        declare.stage("shop", "prod", { stageVariables: { colour: "blue" } }),
        declare.integration("shop", "echo"),
        declare.route("shop", "GET /items/{id}", "echo"),
        declare.route("shop", "GET /", "echo"),
      ),
    ),
  );
  after(() => local.gateway.stop());

  it("is in the URL that is shown, in the paths of the event, and not in what routes match", async () => {
    expect(local.apiUrl).to.match(/\/prod$/);
    const event = await local.eventOf("/items/7");
    expect(event).to.deep.include({ rawPath: "/prod/items/7", stageVariables: { colour: "blue" } });
    expect(event.requestContext).to.include({ stage: "prod", routeKey: "GET /items/{id}" });
    expect(event.requestContext.http.path).to.equal("/prod/items/7");
    expect(local.lastRequest).to.include({ path: "/prod/items/7", stage: "prod" });
  });

  for (const root of ["", "/"]) {
    it(`has its root at /prod${root}`, async () => {
      expect((await local.eventOf(root)).routeKey).to.equal("GET /");
    });
  }

  for (const path of ["/items/7", "/", "/production/items/7", "/PROD/items/7"]) {
    it(`does not serve ${path}, which is outside of it`, async () => {
      const response = await fetch(new URL(path, local.apiUrl));
      expect(response.status).to.equal(404);
      expect(await response.json()).to.deep.equal({ message: "Not Found" });
    });
  }
});
