import { expect } from "chai";
import { serviceNames } from "../../../tasks/services.ts";
import { type Check, contains, curl, filled } from "../../../tasks/verification/check.ts";
import { CHECKS } from "../../../tasks/verification/checks.ts";

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
    const check: Check = { method: "POST", path: "/m", body: { text: "it's" }, status: 200 };
    expect(curl("http://x/m", check)).to.equal(
      `curl -X POST 'http://x/m' -H 'Content-Type: application/json' -d '{"text":"it'\\''s"}'`,
    );
  });
});

describe("the checks of a stack", () => {
  it("cover every service", () => expect(Object.keys(CHECKS)).to.have.members(serviceNames()));

  for (const name of serviceNames()) {
    it(`cover every route of ${name}`, async () => {
      const { contract } = await import(`../../../functions/${name}/contract.ts`);
      for (const key of Object.keys(contract.routes)) {
        const [method, path = ""] = key.split(" ");
        const pattern = new RegExp(`^${path.replaceAll(/\{\w+\+?\}/g, "[^/]+")}(\\?.*)?$`);
        const found = (CHECKS[name] ?? []).filter(
          (check) => check.method === method && pattern.test(check.path),
        );
        expect(found, key).to.have.length.above(0);
      }
    });
  }
});
