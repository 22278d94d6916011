import { expect } from "chai";
import fc from "fast-check";
import { FILE_BYTES, JSON_BODY_BYTES } from "../../../functions/shared/answer-size.ts";
import { encode } from "../../../functions/shared/encode.ts";
import type { FunctionAnswer } from "../../../functions/shared/event.ts";
import { anyText } from "../../support/any-text.ts";

const LAMBDA_LIMIT = 6 * 1024 * 1024;

const file = (body: Uint8Array, type: string, more: Record<string, string> = {}) =>
  encode({ status: 200, body, headers: { "content-type": type, ...more } });

const received = ({ body = "", isBase64Encoded }: FunctionAnswer) =>
  Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8");

describe("encoding an answer", () => {
  const types = ["text/plain", "text/html; charset=utf-8", "application/json", "image/png", ""];

  it("keeps every byte of a file, whatever its type says", () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      anyText().map((text) => new TextEncoder().encode(`\ufeff${text}`)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(...types), (body, type) => {
        expect([...received(file(body, type))]).to.deep.equal([...body]);
      }),
    );
  });

  const text = Buffer.from("Grüße");
  const cases: [name: string, answer: FunctionAnswer, isBase64: boolean][] = [
    ["text as text", file(text, "text/plain"), false],
    ["JSON as text", file(Buffer.from('{"a":1}'), "application/json"), false],
    ["an image in base64", file(text, "image/png"), true],
    ["text that is no UTF-8 in base64", file(Buffer.from([0xff, 0xfe]), "text/plain"), true],
    ["compressed text in base64", file(text, "text/plain", { "content-encoding": "gzip" }), true],
    ["text of escapes alone in base64", file(Buffer.from("\0".repeat(9)), "text/plain"), true],
  ];
  for (const [name, answer, isBase64] of cases) {
    it(`sends ${name}`, () => expect(answer.isBase64Encoded).to.equal(isBase64));
  }

  it("takes the bytes of a view, not those around it", () => {
    const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    expect(received(file(view, "image/png"))).to.deep.equal(Buffer.from([2, 3]));
  });

  for (const content of ["x", "\0", '"', "é", "\\"]) {
    it(`fits the largest file of ${JSON.stringify(content)} into Lambda's answer`, () => {
      const size = Math.floor(FILE_BYTES / Buffer.byteLength(content));
      const answer = file(Buffer.from(content.repeat(size)), "text/plain", { "x-name": "n".repeat(4096) });
      expect(Buffer.byteLength(JSON.stringify(answer))).to.be.below(LAMBDA_LIMIT);
    });
  }

  it("fits the largest JSON body into Lambda's answer, however it is escaped", () => {
    const answer = encode({ status: 200, body: '"'.repeat(JSON_BODY_BYTES / 2) });
    expect(answer.body?.length).to.be.at.least(JSON_BODY_BYTES);
    expect(JSON.stringify(answer).length).to.be.below(LAMBDA_LIMIT);
  });
});
