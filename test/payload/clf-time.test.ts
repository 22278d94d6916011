import { expect } from "chai";
import { clfTime } from "../../payload/clf-time.ts";

describe("the time of the Common Log Format", () => {
  const time = Date.UTC(2020, 2, 12, 19, 3, 58);

  it("is that of each second, whatever was asked before", () => {
    const times = [time, time + 999, time + 1_000, time, Date.UTC(2020, 11, 1)].map(clfTime);
    expect(times).to.deep.equal([
      "12/Mar/2020:19:03:58 +0000",
      "12/Mar/2020:19:03:58 +0000",
      "12/Mar/2020:19:03:59 +0000",
      "12/Mar/2020:19:03:58 +0000",
      "01/Dec/2020:00:00:00 +0000",
    ]);
  });
});
