import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { environmentVariables } from "../../../../local/console/lambda/environment-variables.ts";
import { routeEvent } from "../../../../local/console/lambda/route-events.ts";
import { SavedEvents } from "../../../../local/console/lambda/saved-events.ts";

describe("a function's environment", () => {
  it("leaves secrets behind, and no name of a thing", () => {
    const shown = environmentVariables({
      TABLE_NAME: "t",
      TOKENS_TABLE: "tokens",
      DB_PASSWORD: "hunter2",
      STRIPE_API_KEY: "sk",
      clientSecret: "s",
      LOG_LEVEL: "INFO",
    });
    expect(shown).to.deep.equal([
      { name: "DB_PASSWORD" },
      { name: "LOG_LEVEL", value: "INFO" },
      { name: "STRIPE_API_KEY" },
      { name: "TABLE_NAME", value: "t" },
      { name: "TOKENS_TABLE", value: "tokens" },
      { name: "clientSecret" },
    ]);
  });
});

describe("the event of a route", () => {
  it("is what API Gateway would send", () => {
    const { name, payload } = routeEvent({
      api: "shop",
      routeKey: "PUT /orders/{id}",
      path: { id: "o 1" },
      body: '{"open":false}',
    });
    expect(name).to.equal("PUT /orders/{id}");
    expect(JSON.parse(payload)).to.deep.include({
      version: "2.0",
      routeKey: "PUT /orders/{id}",
      rawPath: "/orders/o 1",
      pathParameters: { id: "o 1" },
      body: '{"open":false}',
      isBase64Encoded: false,
    });
  });
});

describe("saved events", () => {
  it("are there again after a restart, until they are removed", async () => {
    const directory = await mkdtemp(join(tmpdir(), "saved-events-"));
    expect(new SavedEvents(directory).of("items")).to.deep.equal([]);
    new SavedEvents(directory).save("items", { name: "one", payload: "{}" });
    const events = new SavedEvents(directory);
    expect(events.of("items")).to.deep.equal([{ name: "one", payload: "{}", isSaved: true }]);
    expect(events.of("others")).to.deep.equal([]);
    events.remove("items", "one");
    expect(events.of("items")).to.deep.equal([]);
    for (let index = 0; index < 100; index += 1) events.save("items", { name: `${index}`, payload: "1" });
    expect(() => events.save("items", { name: "more", payload: "1" })).to.throw("can keep 100 events");
    await rm(directory, { recursive: true });
  });
});
