import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import { safeParse } from "valibot";
import type { Contract, RouteContract } from "../../functions/shared/contract.ts";

const contracts = await Promise.all(
  globSync("functions/*/contract.ts", { exclude: ["functions/shared/**"] }).map(
    async (file): Promise<Contract> => (await import(resolve(file))).contract,
  ),
);
const routes = contracts.flatMap(({ routes }) => Object.entries<RouteContract>(routes));

describe("openapi.json", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(readFileSync("openapi.json", "utf8")));
    expect(errors).to.equal(undefined);
    expect(valid).to.equal(true);
    expect(validator.version).to.equal("3.1");
  });
});

describe("contracts", () => {
  for (const [routeKey, { example, body }] of routes) {
    if (example?.body === undefined) continue;
    it(`show a body that ${routeKey} takes`, () => {
      expect(body && safeParse(body, example.body).issues).to.equal(undefined);
      expect(body).to.not.equal(undefined);
    });
  }

  for (const [routeKey, { example }] of routes) {
    if (example?.path === undefined) continue;
    it(`show the parameters that ${routeKey} has`, () => {
      const names = [...routeKey.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(example.path ?? {})).to.have.members(names);
    });
  }

  for (const { title, fallback = [], unrouted } of contracts) {
    it(`say what ${title} answers under its fallbacks`, () => {
      expect(unrouted !== undefined).to.equal(fallback.length > 0);
    });
  }
});
