import { expect } from "chai";
import { hashPassword, type PasswordHash, verifyPassword } from "../../../functions/idp/password.ts";

describe("idp: password", () => {
  let hash: PasswordHash;
  before(async () => {
    hash = await hashPassword("correct horse");
  });

  it("verifies the password and no other", async () => {
    expect(await verifyPassword("correct horse", hash)).to.equal(true);
    expect(await verifyPassword("correct horse ", hash)).to.equal(false);
  });

  it("salts each hash, and says how it was made", async () => {
    const again = await hashPassword("correct horse");
    expect(again.salt).to.not.equal(hash.salt);
    expect(again.hash).to.not.equal(hash.hash);
    expect(again).to.include({ algorithm: "scrypt", cost: 16_384, block_size: 8, parallelization: 5 });
  });

  it("goes by the hash's own parameters: the test vector of RFC 7914", async () => {
    const vector: PasswordHash = {
      algorithm: "scrypt",
      cost: 1024,
      block_size: 8,
      parallelization: 16,
      salt: Buffer.from("NaCl").toString("base64"),
      hash: Buffer.from(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830da" +
          "c727afb94a83ee6d8360cbdfa2cc0640",
        "hex",
      ).toString("base64"),
    };
    expect(await verifyPassword("password", vector)).to.equal(true);
    expect(await verifyPassword("password", { ...vector, cost: 2048 })).to.equal(false);
  });

  it("says no where there is no hash", async () => {
    expect(await verifyPassword("correct horse", undefined)).to.equal(false);
  });
});
