import { expect } from "chai";
import { getDotPath, safeParse, string } from "valibot";
import { jsonObject } from "../../../functions/shared/json-object.ts";

const schema = jsonObject({ name: string("name must be a string") });

function problems(value: unknown) {
  return safeParse(schema, value).issues?.map((issue) => [getDotPath(issue), issue.message]);
}

describe("shared: JSON object", () => {
  it("keeps the fields that it knows", () => {
    expect(safeParse(schema, { name: "a", extra: 1 }).output).to.deep.equal({ name: "a" });
  });

  for (const value of [[], [{ name: "a" }], null, "text", 1, true, undefined]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      expect(problems(value)).to.deep.equal([[null, "The body must be a JSON object"]]);
    });
  }

  it("says which field is missing, and which is wrong", () => {
    expect(problems({})).to.deep.equal([["name", "name is required"]]);
    expect(problems({ name: [] })).to.deep.equal([["name", "name must be a string"]]);
  });

  it("takes another text for what is missing", () => {
    const result = safeParse(jsonObject({ name: string() }, "No name."), []);
    expect(result.issues?.[0].message).to.equal("No name.");
  });
});
