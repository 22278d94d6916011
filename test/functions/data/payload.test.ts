import { expect } from "chai";
import fc from "fast-check";
import { handler } from "../../../functions/data/handler.ts";
import { buildPayload } from "../../../functions/data/payload.ts";
import { itAnswers } from "../../support/api-case.ts";
import { toHandler } from "../../support/invoke-handler.ts";
import { cases, expectPayload } from "./data.cases.ts";

describe("data: payload", () => {
  it("keeps its invariants for any random numbers", () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(numbers, (values) => {
        const rest = [...values];
        const payload = buildPayload(new Date(), () => rest.shift() ?? 0);
        expect(payload.data.unsorted).to.deep.equal(values);
        expectPayload(payload);
      }),
    );
  });

  it("stamps the time in UTC to the second", () => {
    const { timestamp } = buildPayload(new Date("2025-09-19T03:17:14.999Z"));
    expect(timestamp).to.equal("2025-09-19 03:17:14 UTC");
  });
});

describe("data: handler", () => {
  itAnswers(cases, toHandler(handler));

  it("answers an unknown path in its own words", async () => {
    const answer = await toHandler(handler)({ method: "GET", path: "/nowhere" });
    expect(answer).to.deep.include({ status: 404, body: { error: "Not found" } });
  });
});
