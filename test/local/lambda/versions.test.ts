import { expect } from "chai";
import type { FunctionDefinition } from "../../../local/lambda/definition.ts";
import { functionDefinitions } from "../../../local/lambda/definition.ts";
import { resolveVersion } from "../../../local/lambda/versions.ts";
import { aliasResource, functionResource, programOf } from "./declare.ts";

const routingConfig = { additionalVersionWeights: { "7": 0.1, "8": 0.2 } };

function definition(): FunctionDefinition {
  const resources = [
    functionResource("fn"),
    aliasResource("live", "fn", { functionVersion: "6", routingConfig }),
    aliasResource("elsewhere", "other"),
  ];
  const [only] = functionDefinitions(programOf(resources), () => ({ directory: "/code", handler: "a.b" }));
  if (!only) throw new Error("One function was declared.");
  return only;
}

const cases: [string | undefined, number, string | undefined][] = [
  [undefined, 0.5, "$LATEST"],
  ["$LATEST", 0.5, "$LATEST"],
  ["1", 0.5, "1"],
  ["6", 0.5, "6"],
  ["9", 0.5, undefined],
  ["elsewhere", 0.5, undefined],
  ["live", 0, "7"],
  ["live", 0.0999, "7"],
  ["live", 0.1001, "8"],
  ["live", 0.2999, "8"],
  ["live", 0.3001, "6"],
  ["live", 0.9999, "6"],
];

describe("resolveVersion", () => {
  for (const [qualifier, random, version] of cases) {
    it(`of ${qualifier ?? "no qualifier"} at ${random} is ${version ?? "unknown"}`, () => {
      expect(resolveVersion(definition(), qualifier, random)).to.equal(version);
    });
  }
});
