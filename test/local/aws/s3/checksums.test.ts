import { Readable } from "node:stream";
import { expect } from "chai";
import { Checksums } from "../../../../local/aws/s3/checksums.ts";

const content = "123456789";
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** The check values of https://reveng.sourceforge.io/crc-catalogue/all.htm, and the digests of the same nine digits. */
const sums: Readonly<Record<string, string>> = {
  "x-amz-checksum-crc32": base64("cbf43926"),
  "x-amz-checksum-crc32c": base64("e3069283"),
  "x-amz-checksum-crc64nvme": base64("ae8b14860a799888"),
  "x-amz-checksum-sha1": base64("f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
  "x-amz-checksum-sha256": base64("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
  "content-md5": base64("25f9e794323b453885f5181f1b624d0b"),
};

async function verify(headers: Record<string, string>, trailers: Record<string, string> = {}) {
  const checksums = await Checksums.of(headers);
  const pieces = [Buffer.from(content.slice(0, 4)), Buffer.from(content.slice(4))];
  for await (const _ of checksums.watch(Readable.from(pieces)));
  return checksums.verify(new Map(Object.entries(trailers)));
}

describe("Checksums of what is uploaded to S3", () => {
  for (const [header, value] of Object.entries(sums)) {
    it(`verifies ${header}`, async () => {
      expect(await verify({ [header]: value })).to.deep.equal(
        header === "content-md5" ? {} : { [header]: value },
      );
      const error = await verify({ [header]: "AAAA" }).catch((reason: unknown) => reason);
      expect(error).to.have.property("code", "BadDigest");
    });
  }

  it("takes a checksum that comes after the content", async () => {
    const [header = "", value = ""] = Object.entries(sums)[0] ?? [];
    expect(await verify({ "x-amz-trailer": header }, { [header]: value })).to.deep.equal({ [header]: value });
    expect(await verify({ "x-amz-trailer": header }).catch((reason: unknown) => reason)).to.have.property(
      "message",
      "The CRC32 you specified did not match the calculated checksum.",
    );
  });

  it("keeps out what is no checksum of content", async () => {
    expect(
      await verify({ "x-amz-checksum-algorithm": "CRC32", "x-amz-checksum-constructor": "a" }),
    ).to.deep.equal({});
  });
});
