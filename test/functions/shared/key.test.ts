import { expect } from "chai";
import { isPartitionKey, isSortKey } from "../../../functions/shared/key.ts";

describe("shared: key", () => {
  const cases: [text: string, partition: boolean, sort: boolean][] = [
    ["", false, false],
    ["a", true, true],
    ["a/b%2F\0", true, true],
    ["x".repeat(1024), true, true],
    ["x".repeat(1025), true, false],
    ["x".repeat(2048), true, false],
    ["x".repeat(2049), false, false],
    ["é".repeat(1024), true, false],
    ["é".repeat(1025), false, false],
    ["lone \ud800", false, false],
  ];
  for (const [text, partition, sort] of cases) {
    it(`judges ${JSON.stringify(text.slice(0, 10))} of ${text.length} characters`, () => {
      expect([isPartitionKey(text), isSortKey(text)]).to.deep.equal([partition, sort]);
    });
  }
});
