import { expect } from "chai";
import { isLocalHost } from "../../local/host-header.ts";

describe("isLocalHost", () => {
  const hosts: [header: string | undefined, local: boolean][] = [
    ["localhost", true],
    ["localhost:3000", true],
    ["LOCALHOST:1", true],
    ["127.0.0.1:3000", true],
    ["[::1]:3000", true],
    ["shop.localhost:3000", true],
    [undefined, true],
    ["", false],
    ["evil.test", false],
    ["localhost.evil.test", false],
    ["127.0.0.1.evil.test:3000", false],
    ["evillocalhost", false],
    ["localhost:3000:80", false],
    ["10.0.0.1", false],
  ];
  for (const [header, local] of hosts) {
    it(`${local ? "accepts" : "refuses"} ${JSON.stringify(header)}`, () => {
      expect(isLocalHost(header)).to.equal(local);
    });
  }
});
