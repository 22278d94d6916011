import { expect } from "chai";
import { type FunctionReference, parseFunctionName } from "../../../local/lambda/function-name.ts";

const full = { name: "my-fn", region: "us-west-2", accountId: "000000000000" };

const cases: [string, FunctionReference | undefined][] = [
  ["my-fn", { name: "my-fn" }],
  ["my-fn:live", { name: "my-fn", qualifier: "live" }],
  ["my-fn:$LATEST", { name: "my-fn", qualifier: "$LATEST" }],
  ["my-fn:3", { name: "my-fn", qualifier: "3" }],
  ["function:my-fn", { name: "my-fn" }],
  ["000000000000:function:my-fn", { name: "my-fn", accountId: "000000000000" }],
  ["us-west-2:my-fn", { name: "my-fn", region: "us-west-2" }],
  ["us-west-2", { name: "us-west-2" }],
  ["arn:aws:lambda:us-west-2:000000000000:function:my-fn", full],
  ["arn:aws:lambda:us-west-2:000000000000:function:my-fn:live", { ...full, qualifier: "live" }],
  ["arn:aws-us-gov:lambda:us-gov-west-1:000000000000:function:my-fn", { ...full, region: "us-gov-west-1" }],
  ["", undefined],
  ["my fn", undefined],
  ["arn:aws:s3:::bucket/key", undefined],
];

describe("parseFunctionName", () => {
  for (const [text, reference] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parseFunctionName(text)).to.deep.equal(reference);
    });
  }
});
