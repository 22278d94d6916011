import { expect } from "chai";
import sinon from "sinon";
import { type Bodies, keepRecentBody } from "../../../../../local/aws/s3/fauxqs/recent-body.ts";

describe("The body that was read last", () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  function stored() {
    const readBody = sinon.fake((_bucket: string, key: string) => Buffer.from(key));
    const bodies = keepRecentBody<Bodies>({
      readBody,
      upsertObject: () => {},
      deleteObject: () => {},
      completeMultipartUpload: () => {},
    });
    return { bodies, readBody };
  }

  it("is read once, as long as it is asked for", () => {
    const { bodies, readBody } = stored();
    for (let time = 0; time < 5; time += 1) {
      expect(bodies.readBody("b", "k").toString()).to.equal("k");
      clock.tick(1900);
    }
    expect(readBody.callCount).to.equal(1);
    clock.tick(2000);
    bodies.readBody("b", "k");
    expect(readBody.callCount).to.equal(2);
  });

  it("is read again after any change, and beside another", () => {
    const { bodies, readBody } = stored();
    const changes = [
      () => bodies.upsertObject("b", { key: "k" }),
      () => bodies.deleteObject("b", "k"),
      () => bodies.completeMultipartUpload("u", "b", { key: "k" }),
      () => bodies.readBody("b", "other"),
    ];
    for (const change of changes) {
      bodies.readBody("b", "k");
      change();
      readBody.resetHistory();
      bodies.readBody("b", "k");
      expect(readBody.callCount).to.equal(1);
    }
  });
});
