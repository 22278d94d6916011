import { expect } from "chai";
import { functionTarget } from "../../../local/gateway/function-target.ts";
import { ACCOUNT, functionArn, invokeArn } from "./programs.ts";

describe("functionTarget", () => {
  const full = { functionName: functionArn("shop-dev-data"), name: "shop-dev-data", accountId: ACCOUNT };
  const cases: [uri: string, target: unknown][] = [
    [invokeArn(functionArn("shop-dev-data", "live")), { ...full, qualifier: "live" }],
    [invokeArn(functionArn("shop-dev-data")), full],
    [functionArn("shop-dev-data", "7"), { ...full, qualifier: "7" }],
    [functionArn("shop-dev-data"), full],
    ["shop-dev-data", { functionName: "shop-dev-data", name: "shop-dev-data" }],
    [
      "function:shop-dev-data:live",
      { functionName: "function:shop-dev-data", name: "shop-dev-data", qualifier: "live" },
    ],
    ["https://example.test", undefined],
    ["arn:aws:sqs:eu-central-1:123456789012:queue", undefined],
    ["", undefined],
  ];
  for (const [uri, target] of cases) {
    it(`reads ${JSON.stringify(uri)}`, () => {
      expect(functionTarget(uri)).to.deep.equal(target);
    });
  }
});
