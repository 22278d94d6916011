import { expect } from "chai";
import fc from "fast-check";
import { addressOf, pathOf } from "../../../../local/aws/s3/address.ts";

describe("The address of an S3 request", () => {
  const cases: readonly [host: string, path: string, bucket: string, key: string][] = [
    ["127.0.0.1:4566", "/", "", ""],
    ["127.0.0.1:4566", "/files", "files", ""],
    ["127.0.0.1:4566", "/files/", "files", ""],
    ["localhost:4566", "/files/a/b%20c", "files", "a/b c"],
    ["localhost", "/files//a", "files", "/a"],
    ["files.localhost:4566", "/", "files", ""],
    ["files.localhost:4566", "/a/b", "files", "a/b"],
    ["files.s3.localhost", "/a", "files", "a"],
    ["files.s3.eu-west-1.localhost:1", "/a", "files", "a"],
    ["my.files.s3.localhost", "/a", "my.files", "a"],
    ["s3.localhost:4566", "/files/a", "files", "a"],
    ["s3.eu-west-1.localhost", "/files/a", "files", "a"],
  ];
  for (const [host, path, bucket, key] of cases) {
    it(`is "${bucket}" and "${key}" for ${host}${path}`, () => {
      expect(addressOf({ path, headers: { host } })).to.deep.equal({ bucket, key });
    });
  }

  it("refuses what is no encoded text", () => {
    expect(() => addressOf({ path: "/files/%FF", headers: {} })).to.throw(
      "Couldn't parse the specified URI.",
    );
  });

  it("is read again from the path that is made of it", () => {
    const key = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(key, (text) => {
        const address = { bucket: "files", key: text };
        expect(addressOf({ path: pathOf(address), headers: {} })).to.deep.equal(address);
      }),
    );
  });
});
