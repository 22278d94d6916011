import { expect } from "chai";
import { contains, curl, filled } from "../../../tasks/verification/check.ts";

describe("a check", () => {
  it("takes what earlier answers had", () => {
    const kept = new Map([["token", "abc"]]);
    const check = {
      path: "/a/{token}",
      headers: { Authorization: "Bearer {token}" },
      body: { list: ["{token}", 1] },
    };
    expect(filled(check, kept)).to.deep.equal({
      path: "/a/abc",
      headers: { Authorization: "Bearer abc" },
      body: { list: ["abc", 1] },
    });
    expect(filled("{unknown}", kept)).to.equal("{unknown}");
  });

  const answers: readonly [unknown, unknown, boolean][] = [
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{}, { a: 1 }, false],
    [{ a: null }, { a: null }, true],
    ["text", "text", true],
    ["text", { a: 1 }, false],
    [null, { a: 1 }, false],
  ];
  for (const [value, expected, result] of answers) {
    it(`${JSON.stringify(value)} ${result ? "has" : "lacks"} ${JSON.stringify(expected)}`, () => {
      expect(contains(value, expected)).to.equal(result);
    });
  }

  it("can be repeated by hand", () => {
    const check = { method: "POST", path: "/m", body: { text: "it's" } } as const;
    expect(curl("http://x/m", check)).to.equal(
      `curl -X POST 'http://x/m' -H 'Content-Type: application/json' -d '{"text":"it'\\''s"}'`,
    );
  });
});
