import { expect } from "chai";
import { arnMatcher } from "../../local/wildcard.ts";

const route = "arn:aws:execute-api:eu-west-1:123456789012:api/$default/POST/message";

describe("arnMatcher", () => {
  const arns: [string, boolean][] = [
    [route, true],
    ["arn:aws:execute-api:*:123456789012:api/*", true],
    ["arn:aws:execute-api:eu-west-?:*:api/$default/POST/*", true],
    ["arn:aws:execute-api:*", false],
    ["arn:*:api/$default/POST/message", false],
    ["arn:aws:execute-api:eu-west-1:123456789012:api/$default/GET/*", false],
    ["arn:aws:execute-api:eu-west-1:123456789012:api.$default.POST.message", false],
  ];
  for (const [pattern, like] of arns) {
    it(`${like ? "matches" : "does not match"} ${pattern}`, () => {
      expect(arnMatcher([pattern])(route)).to.equal(like);
    });
  }
});
