import { expect } from "chai";
import { checkWrite, permitsRead } from "../../../../local/aws/s3/preconditions.ts";

const state = { etag: '"e"', lastModified: new Date("2026-01-02T00:00:00Z") };
const before = "Thu, 01 Jan 2026 00:00:00 GMT";
const same = "Fri, 02 Jan 2026 00:00:00 GMT";
const after = "Sat, 03 Jan 2026 00:00:00 GMT";

function outcome(check: () => unknown): unknown {
  try {
    return check();
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}

describe("Conditions on S3 requests", () => {
  const reads: readonly [headers: Record<string, string>, expected: boolean | string][] = [
    [{}, true],
    [{ "if-match": '"e"' }, true],
    [{ "if-match": "e" }, true],
    [{ "if-match": '"a", "e"' }, true],
    [{ "if-match": "*" }, true],
    [{ "if-match": '"a"' }, "PreconditionFailed"],
    [{ "if-none-match": '"e"' }, false],
    [{ "if-none-match": 'W/"e"' }, false],
    [{ "if-none-match": "*" }, false],
    [{ "if-none-match": '"a"' }, true],
    [{ "if-modified-since": before }, true],
    [{ "if-modified-since": same }, false],
    [{ "if-modified-since": "yesterday" }, true],
    [{ "if-unmodified-since": before }, "PreconditionFailed"],
    [{ "if-unmodified-since": after }, true],
    [{ "if-match": '"e"', "if-unmodified-since": before }, true],
    [{ "if-none-match": '"e"', "if-modified-since": before }, false],
    [{ "if-none-match": '"a"', "if-modified-since": after }, true],
  ];
  for (const [headers, expected] of reads) {
    it(`a read with ${JSON.stringify(headers)}: ${expected}`, () => {
      expect(outcome(() => permitsRead(headers, state))).to.equal(expected);
    });
  }

  const writes: readonly [
    headers: Record<string, string>,
    there: string | undefined,
    absent: string | undefined,
  ][] = [
    [{}, undefined, undefined],
    [{ "if-none-match": "*" }, "PreconditionFailed", undefined],
    [{ "if-none-match": '"e"' }, "NotImplemented", "NotImplemented"],
    [{ "if-match": '"e"' }, undefined, "NoSuchKey"],
    [{ "if-match": '"a"' }, "PreconditionFailed", "NoSuchKey"],
  ];
  for (const [headers, there, absent] of writes) {
    it(`a write with ${JSON.stringify(headers)}`, () => {
      expect(outcome(() => checkWrite(headers, state))).to.equal(there);
      expect(outcome(() => checkWrite(headers, undefined))).to.equal(absent);
    });
  }
});
